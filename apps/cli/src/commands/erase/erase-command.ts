import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr erase` */
export function eraseCommand({ io, globals, finish }: CommandContext) {
  return new Command('erase')
    .description('erase a person from the store, for good, whatever is read later included')
    .requiredOption('--number <number>', 'whose it is; however it is written')
    .option('--dry-run', 'only tell what would be erased')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples([
        ['cdr erase --number +48221234567 --dry-run', 'what is there of them?'],
        ['cdr erase --number +48221234567', 'erase it'],
      ]),
    )
    .action(async (options) => {
      const { runErase } = await import('./run-erase.ts');
      finish(await runErase(io, { ...globals(), ...options }));
    });
}
