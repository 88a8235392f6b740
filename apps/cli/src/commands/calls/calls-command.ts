import { Command, Option } from '@commander-js/extra-typings';
import { withCallFilters } from '../../arguments/call-filter-options.ts';
import { wholeNumber } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

const formats = ['table', 'json', 'ndjson', 'csv'] as const;
const separators = ['comma', 'semicolon', 'tab'] as const;

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
        ['cdr calls --format csv --output march.csv', 'a file for Excel'],
        ['cdr calls | jq .from.number', 'one JSON object a line, for programs'],
        ['cdr calls --raw --limit 1 --format json', "with the vendor's own row"],
      ]),
    );
  return withCallFilters(command)
    .option('--limit <n>', 'stop after that many (a table on a terminal: 50)', wholeNumber(0))
    .addOption(
      new Option(
        '--format <format>',
        'default: by the ending of --output, else table on a terminal, else ndjson',
      ).choices(formats),
    )
    .addOption(
      new Option(
        '--separator <name>',
        'between the cells of CSV; where Excel wants semicolons, say so',
      )
        .choices(separators)
        .default('comma' as const),
    )
    .option('--output <file>', 'write to a file, which appears whole or not at all')
    .option('--raw', "with the vendor's row and the addresses of recordings")
    .action(async (options) => {
      const { runCalls } = await import('./run-calls.ts');
      finish(await runCalls(io, { ...globals(), ...options }));
    });
}
