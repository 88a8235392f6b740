import { extname } from 'node:path';
import { ConfigError } from '@cdr/core';
import { type ExportFormat, exportFormats } from '@cdr/export';
import { outputFormats } from '../arguments/output-formats.ts';
import type { CliIo } from '../terminal/cli-io.ts';
import { isToTerminal } from '../terminal/is-to-terminal.ts';

/** What decides the format of an output. */
export interface FormatOptions {
  format?: 'table' | ExportFormat | undefined;
  output?: string | undefined;
}

const otherEndings = ['.xls', '.vcon', '.tsv'];

/**
 * The format that is asked for, else by the ending of the file, else a table on a terminal and JSON
 * lines elsewhere. Throws `ConfigError` for the ending of a format that there isn't, and for a
 * format that is no text on a terminal.
 */
export function chooseFormat(io: CliIo, options: FormatOptions): 'table' | ExportFormat {
  const { output } = options;
  const toTerminal = isToTerminal(io, output);
  const format = options.format ?? (toTerminal ? 'table' : formatOf(output));
  if (toTerminal && (format === 'xlsx' || format === 'parquet')) {
    throw new ConfigError({
      what: `A terminal can't show ${format}`,
      todo: `Name a file with --output FILE.${format}`,
    });
  }
  return format;
}

function formatOf(output = ''): ExportFormat {
  const ending = extname(output).toLowerCase();
  // Programs that go by the name would take the file for a broken one.
  if (otherEndings.includes(ending)) {
    throw new ConfigError({
      what: `--output ${output}: there is no format for ${ending} files`,
      todo: 'Name the file .csv, .json, .ndjson, .xlsx or .parquet, or say the format with --format',
    });
  }
  const known = outputFormats.filter((format) => format !== 'table');
  return known.find((format) => exportFormats[format].ending === ending) ?? 'ndjson';
}
