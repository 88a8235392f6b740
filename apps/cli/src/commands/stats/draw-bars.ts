import { displayWidth } from '../../formats/display-width.ts';

/** A bar with what stands before and behind it. */
export interface Bar {
  label: string;
  /** `null` for no bar. */
  value: number | null;
  text: string;
}

const fractions = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const gap = 2;
/** Bars stay readable where there is hardly room for them. */
const leastBar = 8;

/** How bars are drawn. */
export interface BarLooks {
  /** Columns of the terminal. */
  width: number;
  /** Colours a bar. */
  paint: (bar: string) => string;
}

/** One line for each, the longest as long as the width has room for. */
export function drawBars(bars: readonly Bar[], { width, paint }: BarLooks): string {
  const labelWidth = Math.max(0, ...bars.map(({ label }) => displayWidth(label)));
  const textWidth = Math.max(0, ...bars.map(({ text }) => displayWidth(text)));
  const room = Math.max(leastBar, width - labelWidth - textWidth - 2 * gap);
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  return bars
    .map(({ label, value, text }) => {
      const length = most <= 0 ? 0 : (Math.max(0, value ?? 0) / most) * room;
      const space = ' '.repeat(gap);
      const line = [
        label + ' '.repeat(labelWidth - displayWidth(label)),
        ' '.repeat(textWidth - displayWidth(text)) + text,
        length > 0 ? paint(barOf(length)) : '',
      ].join(space);
      return `${line.trimEnd()}\n`;
    })
    .join('');
}

/** What is not nothing shows. */
function barOf(length: number): string {
  const eighths = Math.max(Math.round(length * 8), length > 0 ? 1 : 0);
  return '█'.repeat(Math.floor(eighths / 8)) + (fractions[eighths % 8] ?? '');
}
