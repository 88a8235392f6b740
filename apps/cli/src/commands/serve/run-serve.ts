import { openProject } from '@cdr/engine';
import { createLogger, describeStart, graceMs, serve } from '@cdr/server';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { clockOf } from '../../terminal/clock.ts';
import type { GlobalOptions } from '../command-context.ts';

/** For closing the store, once no request goes on any more. */
const closingMs = 2000;

/** What `cdr serve` takes. */
export interface ServeOptions extends GlobalOptions {
  host: string;
  port: number;
  hideNumbers?: true | undefined;
}

/** Serves until it is stopped. */
export async function runServe(io: CliIo, options: ServeOptions): Promise<ExitCode> {
  const { config, host, port } = options;
  const clock = clockOf(io);
  const project = await openProject({
    cwd: io.cwd,
    env: io.env,
    clock,
    program: import.meta.dirname,
    isConfigOptional: true,
    ...(config === undefined ? {} : { file: config }),
  });
  io.allowToEnd(graceMs + closingMs);
  await serve({
    project,
    clock,
    host,
    port,
    signal: io.signal,
    logger: createLogger({
      level: options.verbose === true ? 'debug' : 'info',
      hideNumbers: options.hideNumbers === true,
      destination: io.stderr,
    }),
    onListening: (started) => {
      io.stdout.write(describeStart(started));
      io.stderr.write('Ctrl-C stops it.\n');
    },
  });
  return exitCodes.done;
}
