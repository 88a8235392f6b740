import { Command } from '@commander-js/extra-typings';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr providers` */
export function providersCommand({ io, globals, finish }: CommandContext) {
  return new Command('providers')
    .description('list the installed providers, what each can do and which options it takes')
    .option('--json', 'print one JSON array')
    .addHelpText(
      'after',
      examples([
        ['cdr providers', 'what is installed'],
        ['npm install @cdr/provider-soluno', 'install another one'],
        ['cdr providers --json | jq ".[].name"', 'for programs'],
      ]),
    )
    .action(async (options) => {
      const { runProviders } = await import('./run-providers.ts');
      finish(await runProviders(io, { ...globals(), ...options }));
    });
}
