import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr check` */
export function checkCommand({ io, globals, finish }: CommandContext) {
  return new Command('check')
    .description('ask each vendor for the least: are address and credentials right?')
    .argument('[source...]', 'sources of the config (default: all)')
    .addHelpText(
      'after',
      examples([
        ['cdr check', 'every source'],
        ['cdr check warsaw', 'one; exit code 1 when it fails'],
      ]),
    )
    .action(async (sources) => {
      const { runCheck } = await import('./run-check.ts');
      finish(await runCheck(io, { ...globals(), sources }));
    });
}
