import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr verify` */
export function verifyCommand({ io, globals, finish }: CommandContext) {
  return new Command('verify')
    .description('ask the vendors again, and hold what they tell against the store')
    .argument('[source...]', 'sources of the config (default: all)')
    .option('--from <time>', 'verify from this time on (default: all that is covered)')
    .option('--to <time>', 'verify up to this time (default: now)')
    .option('--time-zone <zone>', "zone of local times (default: the source's)")
    .option('--full', "compare every row, also where the vendor's total would do")
    .option('--repair', 'read again what differs, and verify that once more')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples([
        ['cdr verify', 'everything that is sealed'],
        ['cdr verify warsaw --from 2024-03-01 --to 2024-04-01', 'one month of one source'],
        ['cdr verify --full', 'row by row, at the price of reading everything again'],
        ['cdr verify --repair', 'and put right what differs'],
        ['cdr verify --json | jq ".sources[].streams[].differences"', 'for programs'],
      ]),
    )
    .addHelpText(
      'after',
      '\nWhere a vendor tells totals, they are compared day by day, and the rows of days that a page' +
        '\nholds or whose totals differ; else all rows. Only sealed ranges are verified: cdr coverage' +
        '\nshows them. Without --repair, nothing is written.' +
        '\nExit codes: 0 equal, 1 nothing could be compared, 2 wrong usage or config, 3 differences' +
        '\nor ranges that could not be compared, 130 interrupted.',
    )
    .action(async (sources, options) => {
      const { runVerify } = await import('./run-verify.ts');
      finish(await runVerify(io, { ...globals(), ...options, sources }));
    });
}
