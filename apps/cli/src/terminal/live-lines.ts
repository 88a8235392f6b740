import { displayWidth, fitText } from '../formats/display-width.ts';
import type { OutputStream } from './cli-io.ts';

/** The last lines of a terminal, written over again and again. */
export interface LiveLines {
  draw: (lines: readonly string[]) => void;
  /** Takes the lines away, for good or until the next drawing. */
  clear: () => void;
}

/** Lines at the end of a terminal, cut to its width. */
export function createLiveLines(stream: OutputStream): LiveLines {
  let drawn = 0;
  // Up to the first line, and everything from there down erased.
  const erase = () => (drawn === 0 ? '' : `\u001b[${drawn}A\u001b[0J`);
  return {
    draw(lines) {
      const width = (stream.columns ?? 80) - 1;
      const cut = lines.map((line) => (displayWidth(line) > width ? fitText(line, width) : line));
      stream.write(`${erase()}${cut.map((line) => `${line}\n`).join('')}`);
      drawn = cut.length;
    },
    clear() {
      if (drawn > 0) stream.write(erase());
      drawn = 0;
    },
  };
}
