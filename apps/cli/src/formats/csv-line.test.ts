import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('cells are quoted where they must be', () => {
  const cells = ['a', 'b,c', 'say "x"', 'two\nlines', ' d ', ''];
  expect(csvLine(cells, ',')).toBe('a,"b,c","say ""x""","two\nlines", d ,\n');
  expect(csvLine(['b,c', 'd;e'], ';')).toBe('b,c;"d;e"\n');
  expect(csvLine(['a\tb'], '\t')).toBe('"a\tb"\n');
});

test('numbers and flags are written as such, the unknown as nothing', () => {
  expect(csvLine([0, 12.5, true, false, null], ',')).toBe('0,12.5,true,false,\n');
});
