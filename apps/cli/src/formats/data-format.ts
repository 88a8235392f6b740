import { extname } from 'node:path';
import { ConfigError } from '@cdr/core';
import type { CliIo } from '../terminal/cli-io.ts';

/** The formats for programs; a table is for people. */
export type DataFormat = 'json' | 'ndjson' | 'csv';

/** Between the cells of CSV, by the names that options have for them. */
export const csvSeparators = { comma: ',', semicolon: ';', tab: '\t' } as const;

const otherFormats = ['.xlsx', '.xls', '.parquet', '.vcon', '.tsv'];

/**
 * The format when none is asked for: by the ending of the file, else a table on a terminal and JSON
 * lines elsewhere. Throws `ConfigError` for the ending of a format that there isn't.
 */
export function defaultFormat(io: CliIo, output: string | undefined): 'table' | DataFormat {
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
