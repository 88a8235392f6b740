import { extname } from 'node:path';
import type { Call } from '@cdr/core';
import {
  type CallFilterOptions,
  callFilterOf,
  countSelected,
  knownSources,
  readSelected,
  recordingPath,
  selectCalls,
  type TimeOptions,
} from '@cdr/engine';
import { jsonRows } from '@cdr/export';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { tableOfRecordings } from '../../formats/call-table.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { counted, mayHaveMore, planListing, tellCount } from '../../terminal/listing.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr recordings list` takes. */
export interface RecordingsListOptions extends GlobalOptions, CallFilterOptions, TimeOptions {
  limit?: number | undefined;
  format?: 'table' | 'json' | 'ndjson' | undefined;
  output?: string | undefined;
}

/** Lists the recordings of stored calls. */
export async function runRecordingsList(
  io: CliIo,
  options: RecordingsListOptions,
): Promise<ExitCode> {
  const format = options.format ?? defaultFormat(io, options.output);
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const selection = await selectCalls(session, {
      known: await knownSources(session, store),
      filter: { ...callFilterOf(options), recorded: true },
      times: options,
    });
    const listing = planListing(io, { ...options, format });
    const { limit, width } = listing;
    const read = counted(readSelected(store, selection, { limit, raw: false }));
    const chunks =
      format === 'table'
        ? tableOfRecordings(read.batches, { timeZone: options.timeZone, width })
        : jsonRows(read.batches, format, toEntry);
    await writeOutput(io, chunks, options.output);
    const count = read.count();
    const all = mayHaveMore(listing, count) ? await countSelected(store, selection) : null;
    tellCount(io, { ...options, format }, { count, all, nouns: ['recording', 'recordings'] });
    return exitCodes.done;
  });
}

function defaultFormat(io: CliIo, output: string | undefined): 'table' | 'json' | 'ndjson' {
  if (output === undefined || output === '-') return io.stdout.isTTY === true ? 'table' : 'ndjson';
  return extname(output).toLowerCase() === '.json' ? 'json' : 'ndjson';
}

function toEntry(call: Call): object {
  const { id, source, startedAt, recording } = call;
  return { call: id, source, startedAt, ...recording, file: recordingPath(call).join('/') };
}
