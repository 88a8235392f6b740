import { ConfigError } from '@cdr/core';
import { Command, Option } from '@commander-js/extra-typings';
import { withCallFilters } from '../../arguments/call-filter-options.ts';
import { withListing } from '../../arguments/listing-options.ts';
import { outputFormats } from '../../arguments/output-formats.ts';
import { collect } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr calls` */
export function callsCommand({ io, globals, finish }: CommandContext) {
  const command = new Command('calls')
    .description('list and export stored calls, the earliest first')
    .addHelpText(
      'after',
      examples([
        ['cdr calls --from 2024-03-01 --to 2024-04-01', 'one month, by local midnights'],
        ['cdr calls --disposition no-answer --queue sales', 'missed in one queue'],
        ['cdr calls --number "+48 22 123 45 67"', 'everything with one number'],
        ['cdr calls --output march.xlsx', 'a file for Excel'],
        ['cdr calls --separator semicolon --output march.csv', 'CSV where Excel wants semicolons'],
        ['cdr calls --output calls.parquet', 'for DuckDB, Spark, pandas, …'],
        ['cdr calls --partition --output lake', 'Parquet files by source, year and month'],
        ['cdr calls --id warsaw:123 --format vcon', 'one call as a vCon'],
        ['cdr calls | jq .from.number', 'one JSON object a line, for programs'],
        ['cdr calls --raw --limit 1 --format json', "with the vendor's own row"],
      ]),
    );
  return withListing(withCallFilters(command), [...outputFormats, 'vcon'] as const)
    .option('--id <id>', "with this id, or the vendor's own", collect)
    .option('--raw', "with the vendor's row and the addresses of recordings")
    .addOption(
      new Option(
        '--partition',
        'keep Parquet files by source, year and month in the folder --output, as cdr export --lake does',
      ).conflicts(['id', 'raw', 'limit', 'from', 'to', 'timeZone']),
    )
    .action(async ({ partition, ...options }) => {
      const { format = 'parquet', output: lake } = options;
      if (partition === true) {
        if (format !== 'parquet') {
          throw new ConfigError({ what: `--partition writes Parquet, and no ${format}` });
        }
        if (lake === undefined || lake === '-') {
          throw new ConfigError({
            what: '--partition writes files into a folder',
            todo: 'Name it with --output FOLDER',
          });
        }
        const { runExport } = await import('../export/run-export.ts');
        finish(await runExport(io, { ...globals(), ...options, lake }));
        return;
      }
      const { runCalls } = await import('./run-calls.ts');
      finish(await runCalls(io, { ...globals(), ...options }));
    });
}
