import { expect, it } from 'vitest';
import { idText } from './id-text.ts';

it.each([
  ['{"id":17}', '17'],
  ['{"id":"17"}', '17'],
  ['{"id":"0017"}', '0017'],
  ['{"id":12345678901234567891}', '12345678901234567891'],
  ['{"other":1, "id" : 90071992547409931}', '90071992547409931'],
  ['{"id":""}', null],
  ['{"id":null}', null],
  ['{}', null],
  ['{"id":[]}', null],
])('reads the id of %s', (text, id) => {
  expect(idText(JSON.parse(text).id, 'id', text)).toBe(id);
});
