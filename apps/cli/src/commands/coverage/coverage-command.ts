import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr coverage` */
export function coverageCommand({ io, globals, finish }: CommandContext) {
  return new Command('coverage')
    .description('show the proof: which ranges are covered, and which are missing')
    .argument('[source...]', 'sources of the config (default: all)')
    .option('--from <time>', 'look from this time on')
    .option('--to <time>', 'look up to this time (default: now)')
    .option('--time-zone <zone>', "zone of local times, given and shown (default: the source's)")
    .option('--json', 'print one JSON array, times as instants')
    .addHelpText(
      'after',
      examples([
        ['cdr coverage', 'every source, from where its history begins up to now'],
        ['cdr coverage warsaw --from 2024-03-01 --to 2024-04-01', 'is March complete?'],
        ['cdr coverage --json | jq ".[].gaps"', 'only what is missing'],
      ]),
    )
    .addHelpText(
      'after',
      '\nsealed       proven complete and final' +
        '\nprovisional  complete when it was read; too young to be final, so it is read again' +
        '\ngap          not covered; the next sync reads it' +
        '\nlost         not covered, and older than the vendor answers',
    )
    .action(async (sources, options) => {
      const { runCoverage } = await import('./run-coverage.ts');
      finish(await runCoverage(io, { ...globals(), ...options, sources }));
    });
}
