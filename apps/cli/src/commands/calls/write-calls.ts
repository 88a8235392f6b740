import { ConfigError, type Store } from '@cdr/core';
import { type CallSelection, countSelected, readSelected } from '@cdr/engine';
import { csvSeparators, type ExportFormat, formatCalls, toVCon } from '@cdr/export';
import { tableOfCalls } from '../../formats/call-table.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { counted, type Listing, type ListingOutcome, mayHaveMore } from '../../terminal/listing.ts';
import { writeOutput } from '../../terminal/write-output.ts';

/** A format that calls are written in. */
export type CallFormat = 'table' | 'vcon' | ExportFormat;

/** The options that decide how calls are written, and where to. */
export interface CallWritingOptions {
  timeZone?: string | undefined;
  separator: keyof typeof csvSeparators;
  raw?: true | undefined;
  output?: string | undefined;
}

/** Calls that are to be written. */
export interface CallWriting {
  store: Store;
  selection: CallSelection;
  listing: Listing;
  format: CallFormat;
  options: CallWritingOptions;
}

/** Writes calls to the output; tells how many, and of how many, as of the same moment. */
export async function writeCalls(
  io: CliIo,
  writing: CallWriting,
): Promise<Pick<ListingOutcome, 'count' | 'all'>> {
  const { store, selection, listing, format, options } = writing;
  const { output, timeZone } = options;
  const { limit, width } = listing;
  const raw = options.raw === true;
  if (format === 'csv' || format === 'parquet') {
    const separator = csvSeparators[options.separator];
    const request = { ...selection, limit, raw, timeZone, separator };
    return store.snapshot(async (calls) => {
      await writeOutput(io, calls[format](request), output);
      const meant = await countSelected(calls, selection);
      return { count: Math.min(limit ?? Number.POSITIVE_INFINITY, meant), all: null };
    });
  }
  if (format === 'vcon') {
    await writeVCon(io, writing);
    return { count: 1, all: null };
  }
  return store.snapshot(async (calls) => {
    const read = counted(readSelected(calls, selection, { limit, raw }));
    const chunks =
      format === 'table'
        ? tableOfCalls(read.batches, { timeZone, width })
        : formatCalls(read.batches, format, { raw, timeZone });
    await writeOutput(io, chunks, output);
    const count = read.count();
    return {
      count,
      all: mayHaveMore(listing, count) ? await countSelected(calls, selection) : null,
    };
  });
}

async function writeVCon(io: CliIo, { store, selection, options }: CallWriting): Promise<void> {
  const raw = options.raw === true;
  const found = [];
  for await (const calls of readSelected(store, selection, { limit: 2, raw })) found.push(...calls);
  const [call, another] = found;
  if (call === undefined || another !== undefined) {
    throw new ConfigError({
      what: `A vCon is made of one call, and ${call === undefined ? 'none was' : 'several were'} found`,
      todo: 'Name one with --id ID, and with --source NAME where several sources have it',
    });
  }
  await writeOutput(io, [`${JSON.stringify(toVCon(call, { raw }), null, 2)}\n`], options.output);
}
