import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadsheetText } from './spreadsheet-text.ts';

test.each([
  '=HYPERLINK("http://x")',
  '+4672111111',
  '-5',
  '@SUM(A1)',
  '\t=1',
  ' =1',
  '＝1',
  '0701234567',
  '48123456789012',
  '1416225570.340',
  '1.50',
  '1e5',
  '1-2',
  '3/4',
  '08:30',
  "'quoted'",
])('%j is marked as text', (text) => {
  expect(spreadsheetText(text)).toBe(`'${text}`);
});

test('a long text that is nearly a number takes no longer than others', () => {
  const text = `${'1'.repeat(200_000)}x`;
  expect(spreadsheetText(text)).toBe(text);
});

test.each(['', 'Żółć', '123123', '101', '0', 'warsaw:1416225570.340', 'a=b', 'AA0204-43678'])(
  '%j stays as it is',
  (text) => {
    expect(spreadsheetText(text)).toBe(text);
  },
);

test('one leading apostrophe taken away gives every text back', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^['=+\-@0-9.eE/: ]*$/));
  fc.assert(
    fc.property(text, (original) => {
      const cell = spreadsheetText(original);
      expect(cell.startsWith("'") ? cell.slice(1) : cell).toBe(original);
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});
