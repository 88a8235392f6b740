import { Command } from '@commander-js/extra-typings';
import { wholeNumber } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr emulate` */
export function emulateCommand({ io, globals, finish }: CommandContext) {
  return new Command('emulate')
    .description("answer as vendors' own servers would, on this machine, until stopped")
    .argument('<provider...>', 'which vendors; cdr providers lists them')
    .option(
      '--port <n>',
      'port of the first, the others follow (default: any)',
      wholeNumber(1, 65_535),
    )
    .option('--calls <n>', 'how many calls each has', wholeNumber(0), 20_000)
    .option('--from <time>', 'when the calls begin (default: 31 days before their end)')
    .option('--to <time>', 'when they end (default: now)')
    .option('--seed <n>', 'another number gives other calls', wholeNumber(0), 1)
    .option(
      '--calls-file <file>',
      'serve the calls of a file instead, NDJSON as cdr calls writes it',
    )
    .option('--time-zone <zone>', "zone of the vendors' clocks (default: each provider's)")
    .option('--json', 'print one JSON object a vendor: provider, url, source')
    .addHelpText(
      'after',
      examples([
        ['cdr emulate thulium', 'one vendor with a busy month of calls'],
        ['cdr emulate thulium soluno --port 8080', 'two, on the ports 8080 and 8081'],
        ['cdr emulate soluno --calls 1_000_000', 'a big one'],
        ['cdr emulate thulium --calls-file calls.ndjson', 'calls of your own'],
        ['CDR_NOW=2024-03-01T00:00:00Z cdr emulate thulium', 'with its clock standing still'],
      ]),
    )
    .addHelpText(
      'after',
      '\nIt prints each address, a curl line to try, and the config to paste. Credentials are made up\n' +
        'and printed: it listens to this machine alone. Ctrl-C stops it.',
    )
    .action(async (providers, options) => {
      const { runEmulate } = await import('./run-emulate.ts');
      finish(await runEmulate(io, { ...globals(), ...options, providers }));
    });
}
