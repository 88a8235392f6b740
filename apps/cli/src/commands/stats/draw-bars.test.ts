import { expect, test } from 'vitest';
import { drawBars } from './draw-bars.ts';

const plain = (text: string) => text;

test('bars are in proportion, to an eighth of a column, and fit the width', () => {
  const bars = [
    { label: '2026-01-05', value: 16, text: '16' },
    { label: '2026-01-06', value: 8, text: '8' },
    { label: '2026-01-07', value: 1, text: '1' },
    { label: '2026-01-08', value: 0, text: '0' },
    { label: '2026-01-09', value: null, text: '' },
  ];
  expect(drawBars(bars, { width: 24, paint: plain })).toBe(
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
  expect(drawBars(bars, { width: 30, paint: plain })).toBe(
    `東  1,000  ${'█'.repeat(19)}\na       1  ▏\n`,
  );
});

test('nothing is drawn of nothing', () => {
  expect(drawBars([], { width: 80, paint: plain })).toBe('');
  expect(drawBars([{ label: 'a', value: 0, text: '0' }], { width: 80, paint: plain })).toBe(
    'a  0\n',
  );
});

test('bars are all that is painted, and there is room for one on the narrowest terminal', () => {
  const bars = [
    { label: '2026-01-05', value: 16, text: '1,000,000' },
    { label: '2026-01-06', value: 0, text: '0' },
  ];
  expect(drawBars(bars, { width: 10, paint: (text) => `<${text}>` })).toBe(
    '2026-01-05  1,000,000  <████████>\n2026-01-06          0\n',
  );
});
