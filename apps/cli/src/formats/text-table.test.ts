import { expect, test } from 'vitest';
import { displayWidth, fitText, printable } from './display-width.ts';
import { renderTable } from './text-table.ts';

const columns = [
  { title: 'name', shrinkTo: 6 },
  { title: 'n', align: 'right' as const },
];

test('columns are as wide as their widest cell', () => {
  const table = renderTable(columns, [
    ['Anna', '5'],
    ['Żaneta', '1,000'],
  ]);
  expect(table.split('\n')).toEqual([
    'name        n',
    '──────  ─────',
    'Anna        5',
    'Żaneta  1,000',
    '',
  ]);
});

test('a narrow terminal cuts the widest cells that may be cut', () => {
  const table = renderTable(columns, [['Konstantynopolitańczykowianeczka', '12']], 20);
  const lines = table.trimEnd().split('\n');
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(20);
  expect(lines[2]).toMatch(/…\s+12$/);
});

test('titles of several words stand below each other where room is short, lined up at the end', () => {
  const wordy = [
    { title: 'average call duration', align: 'right' as const },
    { title: 'who' },
    { title: 'talk time', align: 'right' as const },
  ];
  const rows = [['0:05:07', 'Anna', '1:02:03']];
  expect(renderTable(wordy, rows, 23).split('\n')).toEqual([
    ' average',
    '    call           talk',
    'duration  who      time',
    '────────  ────  ───────',
    ' 0:05:07  Anna  1:02:03',
    '',
  ]);
  expect(renderTable(wordy, rows, 80)).toContain('average call duration  who   talk time\n');
});

test('wide letters count as two columns', () => {
  expect(displayWidth('電話')).toBe(4);
  expect(fitText('電話番号', 5)).toBe('電話…');
  expect(displayWidth('e\u0301')).toBe(1);
  expect(displayWidth('「ｶﾅ」、')).toBe(2 + 1 + 1 + 2 + 2);
  expect(displayWidth('👩‍👩‍👧🇵🇱❤️')).toBe(6);
  expect(fitText('❤️❤️❤️', 5)).toBe('❤️❤️…');
  expect(fitText('👩‍👩‍👧x', 2)).toBe('… ');
});

test('what could steer a terminal is taken out of vendor text', () => {
  expect(printable('a\u001b[31mb\nc\u202ed')).toBe('a [31mb c d');
});
