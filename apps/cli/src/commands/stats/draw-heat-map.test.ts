import { expect, test } from 'vitest';
import { drawHeatMap } from './draw-heat-map.ts';

const plain = { width: 80, describe: String, paint: (text: string) => text };

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
    plain,
  );
  const [head, monday, tuesday, wednesday, , , , sunday, legend] = map.split('\n');
  expect(head).toBe('    0     3     6     9     12    15    18    21');
  expect(monday).toBe(`Mon ██${' '.repeat(44)}░░`);
  expect(tuesday).toBe('Tue');
  expect(wednesday).toBe(`Wed ${' '.repeat(18)}▒▒▓▓`);
  expect(sunday).toBe('Sun    ·');
  expect(legend).toBe('    ░░ to 2   ▒▒ to 4   ▓▓ to 6   ██ to 8');
});

test('shades that no whole number falls into are not in the legend', () => {
  const describe = (value: number) => String(Math.floor(value));
  const legendOf = (most: number) =>
    drawHeatMap([{ weekday: 1, hour: 0, value: most }], { ...plain, describe }).split('\n')[8];
  expect(legendOf(1)).toBe('    ██ to 1');
  expect(legendOf(2)).toBe('    ▒▒ to 1   ██ to 2');
  expect(legendOf(3)).toBe('    ▒▒ to 1   ▓▓ to 2   ██ to 3');
});

test('a week without calls has no legend', () => {
  expect(drawHeatMap([], plain).split('\n')).toHaveLength(9);
});

test('cells and legend fit a narrow terminal, and are all that is painted', () => {
  const figures = [
    { weekday: 1, hour: 3, value: 1000 },
    { weekday: 7, hour: 23, value: 250 },
    { weekday: 7, hour: 22, value: null },
  ];
  const paint = (text: string) => `<${text}>`;
  const lines = drawHeatMap(figures, { width: 40, describe: String, paint }).split('\n');
  expect(lines[0]).toBe('    0  3  6  9  12 15 18 21');
  expect(lines[1]).toBe('Mon <   █>');
  expect(lines[7]).toBe(`Sun <${' '.repeat(22)}·░>`);
  expect(lines.slice(8)).toEqual([
    '    <░░> to 250',
    '    <▒▒> to 500',
    '    <▓▓> to 750',
    '    <██> to 1000',
    '',
  ]);
});
