import { expect, test } from 'vitest';
import { spreadsheetCell } from './spreadsheet-cell.ts';

test('decimal numbers and times are left for the spreadsheet to read', () => {
  expect(spreadsheetCell('-12.50', 'decimal')).toBe('-12.50');
  expect(spreadsheetCell('2024-03-01 08:00:00', 'local-time')).toBe('2024-03-01 08:00:00');
  expect(spreadsheetCell('2024-03-01T08:00:00.000Z', 'instant')).toBe('2024-03-01T08:00:00.000Z');
  expect(spreadsheetCell(-5, 'number')).toBe(-5);
  expect(spreadsheetCell(null, 'text')).toBeNull();
});

test('what a vendor puts in the place of a number is a text', () => {
  expect(spreadsheetCell('=1+1', 'decimal')).toBe("'=1+1");
  expect(spreadsheetCell('-1+cmd', 'decimal')).toBe("'-1+cmd");
  expect(spreadsheetCell('-12.50', 'text')).toBe("'-12.50");
});
