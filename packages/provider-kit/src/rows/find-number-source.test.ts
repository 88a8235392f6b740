import { expect, it } from 'vitest';
import { findNumberSource } from './find-number-source.ts';

it.each([
  ['{"id":1416225570.340}', 1416225570.34, '1416225570.340'],
  ['{"id" : 12345678901234567891}', Number('12345678901234567891'), '12345678901234567891'],
  ['{"id":-1.5E+3}', -1500, '-1.5E+3'],
  // The value of another member of the same name, and text that looks like a member.
  ['{"inner":{"id":7},"text":"\\"id\\":1","id":1.0}', 1, '1.0'],
  ['{"id":"1.0"}', 1, null],
  ['{"other":1}', 1, null],
])('finds in %s the number %d as it stands', (text, value, source) => {
  expect(findNumberSource(text, 'id', value)).toBe(source);
});
