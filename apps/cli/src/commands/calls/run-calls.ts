import { extname } from 'node:path';
import { type Call, ConfigError } from '@cdr/core';
import { type CallFilterOptions, callFilterOf } from '../../arguments/call-filter-options.ts';
import type { TimeOptions } from '../../arguments/read-time.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { tableOfCalls } from '../../formats/call-table.ts';
import { type DataFormat, formatCalls } from '../../formats/format-calls.ts';
import { countSelected, readSelected } from '../../session/call-selection.ts';
import { selectCalls } from '../../session/select-calls.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr calls` takes. */
export interface CallsOptions extends GlobalOptions, CallFilterOptions, TimeOptions {
  limit?: number | undefined;
  format?: 'table' | DataFormat | undefined;
  separator: keyof typeof separators;
  output?: string | undefined;
  raw?: true | undefined;
}

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;
const tableRows = 50;
const otherFormats = ['.xlsx', '.xls', '.parquet', '.vcon', '.tsv'];

/** Writes stored calls in the format asked for. */
export async function runCalls(io: CliIo, options: CallsOptions): Promise<ExitCode> {
  const format = options.format ?? defaultFormat(io, options.output);
  if (format === 'table' && options.raw === true) {
    throw new ConfigError({ what: 'A table has no room for --raw', todo: 'Add --format json' });
  }
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const selection = await selectCalls(session, store, {
      filter: callFilterOf(options),
      times: options,
    });
    const toTerminal = options.output === undefined && io.stdout.isTTY === true;
    const isCut = format === 'table' && toTerminal && options.limit === undefined;
    const limit = isCut ? tableRows : options.limit;
    const read = counted(readSelected(store, selection, { limit, raw: options.raw === true }));
    const chunks =
      format === 'table'
        ? tableOfCalls(read.batches, { timeZone: options.timeZone, width: widthOf(io, toTerminal) })
        : formatCalls(read.batches, format, {
            raw: options.raw === true,
            timeZone: options.timeZone,
            separator: separators[options.separator],
          });
    await writeOutput(io, chunks, options.output);
    await tellCount(io, read.count(), {
      all: isCut && read.count() === tableRows ? await countSelected(store, selection) : null,
      isTable: format === 'table',
      output: options.output,
    });
    return exitCodes.done;
  });
}

function defaultFormat(io: CliIo, output: string | undefined): 'table' | DataFormat {
  if (output === undefined || output === '-') return io.stdout.isTTY === true ? 'table' : 'ndjson';
  const ending = extname(output).toLowerCase();
  if (ending === '.csv') return 'csv';
  // Programs that go by the name would take the file for a broken one.
  if (otherFormats.includes(ending)) {
    throw new ConfigError({
      what: `--output ${output}: there is no format for ${ending} files`,
      todo: 'Name the file .csv, .json or .ndjson, or say the format with --format',
    });
  }
  return ending === '.json' ? 'json' : 'ndjson';
}

function widthOf(io: CliIo, toTerminal: boolean): number {
  return toTerminal ? (io.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
}

function counted(batches: AsyncIterable<Call[]>) {
  let count = 0;
  async function* pass(): AsyncGenerator<Call[]> {
    for await (const batch of batches) {
      count += batch.length;
      yield batch;
    }
  }
  return { batches: pass(), count: () => count };
}

interface Told {
  /** How many there are, when not all were shown. */
  all: number | null;
  isTable: boolean;
  output: string | undefined;
}

async function tellCount(io: CliIo, count: number, { all, isTable, output }: Told): Promise<void> {
  const calls = `${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'}`;
  if (output !== undefined && output !== '-') io.stderr.write(`${calls} in ${output}\n`);
  else if (all !== null && all > count) {
    const hint = 'more by --limit N, all by --output FILE';
    io.stderr.write(`The first ${count} of ${all.toLocaleString('en')} calls; ${hint}\n`);
  } else if (isTable) io.stderr.write(`${calls}\n`);
}
