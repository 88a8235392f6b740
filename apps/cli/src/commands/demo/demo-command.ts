import { Command } from '@commander-js/extra-typings';
import { wholeNumber } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr demo` */
export function demoCommand({ io, globals, finish }: CommandContext) {
  return new Command('demo')
    .description('see it work: local vendor servers, a busy month of calls, one sync, the proof')
    .option('--calls <n>', 'how many calls each vendor has', wholeNumber(1), 20_000)
    .option('--dir <folder>', 'where config and database go', 'cdr-demo')
    .option('--seed <n>', 'another number gives other calls', wholeNumber(0), 1)
    .addHelpText(
      'after',
      examples([
        ['cdr demo', 'every installed provider, 20,000 calls each'],
        ['cdr demo --calls 500_000', 'how fast is it?'],
        ['cdr demo --dir /tmp/try', 'somewhere else'],
      ]),
    )
    .addHelpText(
      'after',
      '\nNeeds no account and no network. The calls are made up; what it wrote before is replaced.',
    )
    .action(async (options) => {
      const { runDemo } = await import('./run-demo.ts');
      finish(await runDemo(io, { ...globals(), ...options }));
    });
}
