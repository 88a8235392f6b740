import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr rejected` */
export function rejectedCommand({ io, globals, finish }: CommandContext) {
  const command = new Command('rejected')
    .description("rows of the vendor's that could not be understood: list them, or try again")
    .addHelpText(
      'after',
      examples([
        ['cdr rejected', 'what was rejected and why'],
        ['cdr rejected list warsaw --raw', "with the vendor's rows, which hold phone numbers"],
        ['cdr rejected replay', 'map them again, after an update of the provider'],
      ]),
    );
  command
    .command('list', { isDefault: true })
    .description('list rejected rows with their reasons')
    .argument('[source...]', 'sources (default: all)')
    .option('--raw', "with the vendor's rows, which hold phone numbers")
    .option('--json', 'print one JSON object a line')
    .addHelpText(
      'after',
      examples([
        ['cdr rejected list', 'of every source'],
        ['cdr rejected list warsaw --raw', "of one, with the vendor's rows"],
        ['cdr rejected list --json | jq .reason', 'for programs'],
      ]),
    )
    .action(async (sources, options) => {
      const { runRejectedList } = await import('./run-rejected-list.ts');
      finish(await runRejectedList(io, { ...globals(), ...options, sources }));
    });
  command
    .command('replay')
    .description('map rejected rows again; those that are calls now are stored as such')
    .argument('[source...]', 'sources of the config (default: all)')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples([
        ['cdr rejected replay', 'every source, after an update of its provider'],
        ['cdr rejected replay warsaw', 'one; exit code 3 when rows stay rejected'],
      ]),
    )
    .action(async (sources, options) => {
      const { runRejectedReplay } = await import('./run-rejected-replay.ts');
      finish(await runRejectedReplay(io, { ...globals(), ...options, sources }));
    });
  return command;
}
