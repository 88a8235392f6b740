import { expect, test } from 'vitest';
import { createCsvWriter } from './csv-writer.ts';

test('cells are quoted where they must be', () => {
  const cells = ['a', 'b,c', 'say "x"', 'two\nlines', ' d ', ''];
  expect(createCsvWriter(',')(cells)).toBe('a,"b,c","say ""x""","two\nlines", d ,\n');
  expect(createCsvWriter(';')(['b,c', 'd;e'])).toBe('b,c;"d;e"\n');
  expect(createCsvWriter('\t')(['a\tb'])).toBe('"a\tb"\n');
});

test('numbers and flags are written as such, the unknown as nothing', () => {
  expect(createCsvWriter(',')([0, 12.5, true, false, null])).toBe('0,12.5,true,false,\n');
});
