import { Command } from '@commander-js/extra-typings';
import { wholeNumber } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr serve` */
export function serveCommand({ io, globals, finish }: CommandContext) {
  return new Command('serve')
    .description('serve stored calls over HTTP')
    .option('--host <address>', 'listen there', '127.0.0.1')
    .option('--port <number>', 'listen there; 0 for any that is free', wholeNumber(0, 65_535), 8080)
    .option('--hide-numbers', 'hide what looks like a phone number in the log')
    .addHelpText(
      'after',
      examples([
        ['cdr serve', 'on this machine alone; the first time, it makes a key and shows it'],
        ['cdr serve --host 0.0.0.0 --port 80', 'for others too; put TLS in front of it'],
        ['cdr keys create --name dashboard', 'a key that may read'],
      ]),
    )
    .action(async (options) => {
      const { runServe } = await import('./run-serve.ts');
      finish(await runServe(io, { ...globals(), ...options }));
    });
}
