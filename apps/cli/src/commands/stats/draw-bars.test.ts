import { expect, test } from 'vitest';
import { drawBars } from './draw-bars.ts';

test('bars are in proportion, to an eighth of a column, and fit the width', () => {
  const bars = [
    { label: '2026-01-05', value: 16, text: '16' },
    { label: '2026-01-06', value: 8, text: '8' },
    { label: '2026-01-07', value: 1, text: '1' },
    { label: '2026-01-08', value: 0, text: '0' },
    { label: '2026-01-09', value: null, text: '' },
  ];
  expect(drawBars(bars, 24)).toBe(
    [
      '2026-01-05  16  ████████',
      '2026-01-06   8  ████',
      '2026-01-07   1  ▌',
      '2026-01-08   0',
      '2026-01-09',
      '',
    ].join('\n'),
  );
});

test('what is little shows, and wide letters count as two', () => {
  const bars = [
    { label: '東', value: 1000, text: '1,000' },
    { label: 'a', value: 1, text: '1' },
  ];
  expect(drawBars(bars, 30)).toBe(`東  1,000  ${'█'.repeat(19)}\na       1  ▏\n`);
});

test('nothing is drawn of nothing', () => {
  expect(drawBars([], 80)).toBe('');
  expect(drawBars([{ label: 'a', value: 0, text: '0' }], 80)).toBe('a  0\n');
});
