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
const shades = ['░░', '▒▒', '▓▓', '██'];
const nothing = '  ';
const unknown = ' ·';

/**
 * A week with a cell for each hour, the darker the more. `describe` says what a figure is called in the
 * legend.
 */
export function drawHeatMap(
  figures: readonly HourFigure[],
  describe: (value: number) => string,
): string {
  const most = figures.reduce((top, { value }) => Math.max(top, value ?? 0), 0);
  const known = new Map(figures.map(({ weekday, hour, value }) => [`${weekday} ${hour}`, value]));
  const head = hours.map((hour) => (hour % 3 === 0 ? String(hour).padEnd(2) : nothing)).join('');
  const lines = weekdays.map((name, index) => {
    const cells = hours.map((hour) => cellOf(known.get(`${index + 1} ${hour}`), most));
    return `${name} ${cells.join('')}`;
  });
  const legend = shades.map(
    (shade, index) => `${shade} to ${describe((most * (index + 1)) / shades.length)}`,
  );
  return [`    ${head}`, ...lines, ...(most > 0 ? [`    ${legend.join('   ')}`] : [])]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Absent where there were no calls, `null` where there is no figure. */
function cellOf(value: number | null | undefined, most: number): string {
  if (value === null) return unknown;
  if (value === undefined || value <= 0) return nothing;
  const shade = Math.ceil((value / most) * shades.length) - 1;
  return shades[Math.min(Math.max(shade, 0), shades.length - 1)] ?? nothing;
}
