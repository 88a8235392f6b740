import { expect, test } from 'vitest';
import { drawHeatMap } from './draw-heat-map.ts';

test('a week has a row for each day and a cell for each hour, the darker the more', () => {
  const map = drawHeatMap(
    [
      { weekday: 1, hour: 0, value: 8 },
      { weekday: 1, hour: 23, value: 1 },
      { weekday: 3, hour: 9, value: 4 },
      { weekday: 3, hour: 10, value: 5 },
      { weekday: 7, hour: 1, value: null },
      { weekday: 7, hour: 2, value: 0 },
    ],
    String,
  );
  const [head, monday, tuesday, wednesday, , , , sunday, legend] = map.split('\n');
  expect(head).toBe('    0     3     6     9     12    15    18    21');
  expect(monday).toBe(`Mon ██${' '.repeat(44)}░░`);
  expect(tuesday).toBe('Tue');
  expect(wednesday).toBe(`Wed ${' '.repeat(18)}▒▒▓▓`);
  expect(sunday).toBe('Sun    ·');
  expect(legend).toBe('    ░░ to 2   ▒▒ to 4   ▓▓ to 6   ██ to 8');
});

test('a week without calls has no legend', () => {
  expect(drawHeatMap([], String).split('\n')).toHaveLength(9);
});
