import { Command } from '@commander-js/extra-typings';
import { withContentFilters } from '../../arguments/call-filter-options.ts';
import { collectList } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr export` */
export function exportCommand({ io, globals, finish }: CommandContext) {
  const command = new Command('export')
    .description('bring a lake of Parquet files up to date with the stored calls')
    .addHelpText(
      'after',
      examples([
        ['cdr export --lake lake', 'every source; again later for what has changed'],
        ['cdr export --lake lake --source warsaw', 'of one source; files of others stay'],
        ['cdr export --lake answered --disposition answered', 'a lake of some calls alone'],
      ]),
    )
    .addHelpText(
      'after',
      '\nFiles are source=NAME/year=YYYY/month=M/calls.parquet, by months of UTC; a file is written' +
        '\nanew when one of its calls came, went or changed. Single files: cdr calls --output x.parquet',
    )
    .option('--lake <folder>', "where the files go (default: the config's lake)")
    .option('--source <name>', 'of this source alone; several: a,b', collectList);
  return withContentFilters(command)
    .option('--json', 'print one JSON object')
    .action(async (options) => {
      const { runExport } = await import('./run-export.ts');
      finish(await runExport(io, { ...globals(), ...options }));
    });
}
