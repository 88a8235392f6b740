import type { CliIo } from './cli-io.ts';
import { isToTerminal } from './is-to-terminal.ts';

/** What decides how much of a listing is shown. */
export interface ListingOptions {
  format: string;
  limit?: number | undefined;
  output?: string | undefined;
}

/** How a listing is shown. */
export interface Listing {
  /** Rows at most; absent for all. */
  limit: number | undefined;
  /** Whether only the first rows are shown, though nobody said so. */
  isCut: boolean;
  /** Characters in a line of a table. */
  width: number;
}

/** What a listing came to. */
export interface ListingOutcome {
  count: number;
  /** How many there are, when not all were shown. */
  all: number | null;
  /** What is listed, as `call` and `calls`. */
  nouns: readonly [one: string, many: string];
}

const tableRows = 50;

/** A table on a terminal is cut after fifty rows, and to the terminal's width. */
export function planListing(io: CliIo, { format, limit, output }: ListingOptions): Listing {
  const toTerminal = isToTerminal(io, output);
  const isCut = format === 'table' && toTerminal && limit === undefined;
  return {
    limit: isCut ? tableRows : limit,
    isCut,
    width: toTerminal ? (io.stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
  };
}

/** Whether a cut listing may have left something out. */
export function mayHaveMore({ isCut }: Listing, count: number): boolean {
  return isCut && count === tableRows;
}

/** Passes batches on, and counts what is in them. */
export function counted<Row>(batches: AsyncIterable<Row[]>) {
  let count = 0;
  async function* pass(): AsyncGenerator<Row[]> {
    for await (const batch of batches) {
      count += batch.length;
      yield batch;
    }
  }
  return { batches: pass(), count: () => count };
}

/** Says on stderr how many rows there were, where that doesn't show by itself. */
export function tellCount(
  io: CliIo,
  { format, output }: ListingOptions,
  { count, all, nouns: [one, many] }: ListingOutcome,
): void {
  const rows = `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
  if (output !== undefined && output !== '-') io.stderr.write(`${rows} in ${output}\n`);
  else if (all !== null && all > count) {
    const hint = 'more by --limit N, all by --output FILE';
    io.stderr.write(`The first ${count} of ${all.toLocaleString('en')} ${many}; ${hint}\n`);
  } else if (format === 'table') io.stderr.write(`${rows}\n`);
}
