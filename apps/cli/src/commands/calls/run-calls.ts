import { ConfigError } from '@cdr/core';
import {
  type CallFilterOptions,
  callFilterOf,
  countSelected,
  knownSources,
  readSelected,
  selectCalls,
  type TimeOptions,
} from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { tableOfCalls } from '../../formats/call-table.ts';
import { csvSeparators, type DataFormat, defaultFormat } from '../../formats/data-format.ts';
import { formatCalls } from '../../formats/format-calls.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { counted, mayHaveMore, planListing, tellCount } from '../../terminal/listing.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr calls` takes. */
export interface CallsOptions extends GlobalOptions, CallFilterOptions, TimeOptions {
  limit?: number | undefined;
  format?: 'table' | DataFormat | undefined;
  separator: keyof typeof csvSeparators;
  output?: string | undefined;
  raw?: true | undefined;
}

/** Writes stored calls in the format asked for. */
export async function runCalls(io: CliIo, options: CallsOptions): Promise<ExitCode> {
  const format = options.format ?? defaultFormat(io, options.output);
  if (format === 'table' && options.raw === true) {
    throw new ConfigError({ what: 'A table has no room for --raw', todo: 'Add --format json' });
  }
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const selection = await selectCalls(session, {
      known: await knownSources(session, store),
      filter: callFilterOf(options),
      times: options,
    });
    const listing = planListing(io, { ...options, format });
    const { limit, width } = listing;
    const read = counted(readSelected(store, selection, { limit, raw: options.raw === true }));
    const chunks =
      format === 'table'
        ? tableOfCalls(read.batches, { timeZone: options.timeZone, width })
        : formatCalls(read.batches, format, {
            raw: options.raw === true,
            timeZone: options.timeZone,
            separator: csvSeparators[options.separator],
          });
    await writeOutput(io, chunks, options.output);
    const count = read.count();
    const all = mayHaveMore(listing, count) ? await countSelected(store, selection) : null;
    tellCount(io, { ...options, format }, { count, all, nouns: ['call', 'calls'] });
    return exitCodes.done;
  });
}
