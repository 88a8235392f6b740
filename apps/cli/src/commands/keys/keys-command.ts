import { apiRoles } from '@cdr/core';
import { Command, Option } from '@commander-js/extra-typings';
import { collectList } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr keys` */
export function keysCommand(context: CommandContext) {
  const command = new Command('keys').description('make, list and take back keys of the server');
  command.addCommand(createCommand(context));
  command.addCommand(listCommand(context), { isDefault: true });
  command.addCommand(revokeCommand(context));
  return command;
}

function createCommand({ io, globals, finish }: CommandContext) {
  return new Command('create')
    .description('make a key; it is shown once')
    .requiredOption('--name <text>', 'whose it is, or what for')
    .addOption(
      new Option('--role <role>', 'viewer: reads; operator: syncs too; owner: everything')
        .choices(apiRoles)
        .default('viewer' as const),
    )
    .option('--source <name>', 'only for this source; several: a,b', collectList)
    .option('--expires <time>', 'good until then: a time, or a duration such as P90D')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples([
        ['cdr keys create --name dashboard', 'may read everything'],
        ['cdr keys create --name partner --source warsaw --expires P90D', 'one source, 90 days'],
        ['cdr keys create --name admin --role owner', 'may do everything'],
      ]),
    )
    .action(async (options) => {
      const { runKeysCreate } = await import('./run-keys.ts');
      finish(await runKeysCreate(io, { ...globals(), ...options }));
    });
}

function listCommand({ io, globals, finish }: CommandContext) {
  return new Command('list')
    .description('list keys, without what would help to guess them')
    .option('--json', 'print one JSON array')
    .action(async (options) => {
      const { runKeysList } = await import('./run-keys.ts');
      finish(await runKeysList(io, { ...globals(), ...options }));
    });
}

function revokeCommand({ io, globals, finish }: CommandContext) {
  return new Command('revoke')
    .description('take keys back for good')
    .argument('<id...>', 'as cdr keys list shows them')
    .action(async (ids) => {
      const { runKeysRevoke } = await import('./run-keys.ts');
      finish(await runKeysRevoke(io, { ...globals(), ids }));
    });
}
