import { Command } from '@commander-js/extra-typings';
import { collect } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr init` */
export function initCommand({ io, globals, finish }: CommandContext) {
  return new Command('init')
    .description('write a config with one source: by questions on a terminal, or by flags')
    .option('--provider <name>', 'which vendor; cdr providers lists them')
    .option('--source <name>', "what to call this account (default: the provider's name)")
    .option('--option <key=value>', "an option of the provider's, again and again", collect)
    .option('--time-zone <zone>', "zone of the vendor's times (default: the provider's)")
    .option('--since <time>', 'how far back the first sync goes')
    .option('--force', 'overwrite a config that is there')
    .addHelpText(
      'after',
      examples([
        ['cdr init', 'by questions'],
        ['cdr init --provider thulium --source warsaw \\', 'by flags'],
        ['    --option baseUrl=https://acme.thulium.com --option username=api', ''],
      ]),
    )
    .addHelpText(
      'after',
      '\nCredentials are written as ${VARIABLES}; their values belong into the environment or into\n' +
        'a file .env beside the config. The config goes to cdr.config.json, or where --config says.',
    )
    .action(async (options) => {
      const { runInit } = await import('./run-init.ts');
      finish(await runInit(io, { ...globals(), ...options }));
    });
}
