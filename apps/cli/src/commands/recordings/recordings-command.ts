import { Command, Option } from '@commander-js/extra-typings';
import { withCallFilters } from '../../arguments/call-filter-options.ts';
import { wholeNumber } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr recordings` */
export function recordingsCommand({ io, globals, finish }: CommandContext) {
  const command = new Command('recordings')
    .description('list the recordings of stored calls, or download them')
    .addHelpText(
      'after',
      examples([
        ['cdr recordings', 'which calls have one'],
        ['cdr recordings download --dir march --from 2024-03-01 --to 2024-04-01', 'a month'],
      ]),
    );
  withCallFilters(command.command('list', { isDefault: true }))
    .description('list the recordings of stored calls, the earliest first')
    .option('--limit <n>', 'stop after that many (a table on a terminal: 50)', wholeNumber(0))
    .addOption(
      new Option(
        '--format <format>',
        'default: json for --output x.json, else table on a terminal, else ndjson',
      ).choices(['table', 'json', 'ndjson'] as const),
    )
    .option('--output <file>', 'write to a file, which appears whole or not at all')
    .addHelpText(
      'after',
      examples([
        ['cdr recordings list --agent jan --from 2024-03-01', "one agent's"],
        ['cdr recordings list --format ndjson | jq .file', 'where downloads put them'],
      ]),
    )
    .addHelpText(
      'after',
      '\njson and ndjson tell the addresses as well, which may carry the right to listen.',
    )
    .action(async (options) => {
      const { runRecordingsList } = await import('./run-recordings-list.ts');
      finish(await runRecordingsList(io, { ...globals(), ...options }));
    });
  withCallFilters(command.command('download'))
    .description('download recordings into a folder; what is there is not asked for again')
    .option('--dir <folder>', 'where they go', 'recordings')
    .option('--limit <n>', 'look at that many calls and no more', wholeNumber(0))
    .option('--json', 'print one JSON object a recording, then one with the totals')
    .addHelpText(
      'after',
      examples([
        ['cdr recordings download', 'all of them, into ./recordings'],
        [
          'cdr recordings download --source warsaw --from 2024-03-01',
          'of one source, from a day on',
        ],
        ['cdr recordings download --json | jq -r "select(.reason) | .reason"', 'what went wrong'],
      ]),
    )
    .addHelpText(
      'after',
      '\nStop it with Ctrl-C at any time: whole files stay, and the next run gets the others.' +
        '\nExit codes: 0 complete (recordings that the vendor has not made yet are waited for), 1 failed,' +
        '\n2 wrong usage or config, 3 some failed or are not there, 130 interrupted.',
    )
    .action(async (options) => {
      const { runRecordingsDownload } = await import('./run-recordings-download.ts');
      finish(await runRecordingsDownload(io, { ...globals(), ...options }));
    });
  return command;
}
