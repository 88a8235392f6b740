import { displayWidth } from '../../formats/display-width.ts';

/** A figure of one hour of one weekday. */
export interface HourFigure {
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
  /** From 0. */
  hour: number;
  value: number | null;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const shades = ['░', '▒', '▓', '█'];
const nothing = ' ';
const unknown = '·';
const margin = 'Mon '.length;

/** How a heat map is drawn. */
export interface HeatMapLooks {
  /** Columns of the terminal. Cells are two of them wide where there is room, else one. */
  width: number;
  /** What the most that a shade stands for is called in the legend. */
  describe: (value: number) => string;
  /** Colours a cell. */
  paint: (cell: string) => string;
}

/** A week with a cell for each hour, the darker the more. */
export function drawHeatMap(
  figures: readonly HourFigure[],
  { width, describe, paint }: HeatMapLooks,
): string {
  const cellWidth = width >= margin + 2 * hours.length ? 2 : 1;
  const most = figures.reduce((top, { value }) => Math.max(top, value ?? 0), 0);
  const cellOf = (value: number | null | undefined) => {
    const sign = signOf(value, most);
    return sign === unknown ? sign.padStart(cellWidth) : sign.repeat(cellWidth);
  };
  const known = new Map(figures.map(({ weekday, hour, value }) => [`${weekday} ${hour}`, value]));
  const head = hours
    .filter((hour) => hour % 3 === 0)
    .map((hour) => String(hour).padEnd(3 * cellWidth))
    .join('');
  const lines = weekdays.map((name, index) => {
    const cells = hours.map((hour) => cellOf(known.get(`${index + 1} ${hour}`))).join('');
    const drawn = cells.trimEnd();
    return drawn === '' ? name : `${name} ${paint(drawn)}`;
  });
  const space = ' '.repeat(margin);
  const limitOf = (count: number) => describe((most * count) / shades.length);
  const legend = shades.flatMap((shade, index) => {
    const limit = limitOf(index + 1);
    // What lies between limits that are called the same would be called so too.
    if (limit === limitOf(index)) return [];
    return {
      text: `${shade.repeat(2)} to ${limit}`,
      drawn: `${paint(shade.repeat(2))} to ${limit}`,
    };
  });
  const isWide = legend.reduce((sum, { text }) => sum + displayWidth(text) + 3, margin - 3) > width;
  const legendLines = legend.map(({ drawn }) => drawn).join(isWide ? `\n${space}` : '   ');
  return [`${space}${head}`, ...lines, ...(most > 0 ? [`${space}${legendLines}`] : [])]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Absent where there were no calls, `null` where there is no figure. */
function signOf(value: number | null | undefined, most: number): string {
  if (value === null) return unknown;
  if (value === undefined || value <= 0) return nothing;
  const shade = Math.ceil((value / most) * shades.length) - 1;
  return shades[Math.min(Math.max(shade, 0), shades.length - 1)] ?? nothing;
}
