import { Command } from '@commander-js/extra-typings';
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
        ['cdr calls --output calls.parquet', 'for DuckDB, Spark, pandas, …'],
        ['cdr calls --id warsaw:123 --format vcon', 'one call as a vCon'],
        ['cdr calls | jq .from.number', 'one JSON object a line, for programs'],
        ['cdr calls --raw --limit 1 --format json', "with the vendor's own row"],
      ]),
    );
  return withListing(withCallFilters(command), [...outputFormats, 'vcon'] as const)
    .option('--id <id>', "with this id, or the vendor's own", collect)
    .option('--raw', "with the vendor's row and the addresses of recordings")
    .action(async (options) => {
      const { runCalls } = await import('./run-calls.ts');
      finish(await runCalls(io, { ...globals(), ...options }));
    });
}
