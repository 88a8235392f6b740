import { exitCodes } from '../exit-codes.ts';
import { type CliIo, OutputClosed, OutputLost } from './cli-io.ts';
import { reportError } from './report-error.ts';

/** How long an interrupted run may take to close what it has open, unless it says otherwise, in milliseconds. */
const usualGraceMs = 750;

/** The running process. Takes over Ctrl-C and termination, and broken pipes. */
export function createProcessIo(): CliIo {
  const controller = new AbortController();
  let graceMs = usualGraceMs;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort(new DOMException('interrupted', 'AbortError'));
      // The store survives a sudden end; whoever pressed Ctrl-C shall not wait for a slow one.
      setTimeout(() => process.exit(exitCodes.interrupted), graceMs).unref();
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (controller.signal.aborted) return;
      if (error.code === 'EPIPE') {
        controller.abort(new OutputClosed());
        return;
      }
      // Told here, since the last words of a run may be lost when the run is over.
      const lost = new OutputLost(error);
      process.exitCode = reportError(io, lost, false);
      controller.abort(lost);
    });
  }
  const { stdout, stderr, stdin, env } = process;
  const io: CliIo = {
    stdout,
    stderr,
    stdin,
    env,
    cwd: process.cwd(),
    signal: controller.signal,
    allowToEnd(ms) {
      graceMs = ms;
    },
  };
  return io;
}
