import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr sync` */
export function syncCommand({ io, globals, finish }: CommandContext) {
  return new Command('sync')
    .description('bring the store up to date: read what is not proven covered yet')
    .argument('[source...]', 'sources of the config (default: all)')
    .option(
      '--from <time>',
      "cover from this time (default: since in config, else the vendor's reach)",
    )
    .option('--to <time>', 'cover up to this time (default: now)')
    .option('--time-zone <zone>', "zone of local times (default: the source's)")
    .option('--watch', 'again and again, at the pace that each vendor allows, until stopped')
    .option('--json', 'print one JSON object a run')
    .addHelpText(
      'after',
      examples([
        ['cdr sync', 'everything that is missing, up to now'],
        ['cdr sync warsaw --from 2024-01-01', 'one source, from a local midnight on'],
        ['cdr sync --from 2024-03-01 --to 2024-03-02', 'one day; a sealed day costs no request'],
        ['cdr sync --watch', 'keep the store up to date'],
        ['cdr sync --json | jq ".sources[].gaps"', 'what could not be read'],
      ]),
    )
    .addHelpText(
      'after',
      '\nStop it with Ctrl-C at any time: what is stored stays, and the next run goes on from there.' +
        '\nExit codes: 0 complete, 1 failed, 2 wrong usage or config, 3 partly done, 130 interrupted.',
    )
    .action(async (sources, options) => {
      const { runSync } = await import('./run-sync.ts');
      finish(await runSync(io, { ...globals(), ...options, sources }));
    });
}
