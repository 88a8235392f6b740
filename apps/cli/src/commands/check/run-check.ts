import { CdrError } from '@cdr/core';
import { checkSource } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { createLiveLines } from '../../terminal/live-lines.ts';
import { paintOf } from '../../terminal/paint.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr check` takes. */
export interface CheckOptions extends GlobalOptions {
  /** None means all. */
  sources: readonly string[];
}

/** Proves reach and credentials of sources, all at once, and tells each in the config's order. */
export async function runCheck(io: CliIo, options: CheckOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const sources = await session.openSources(options.sources);
  const checks = sources.map(async (source) => {
    try {
      return { name: source.name, ok: true, told: await checkSource(source, io.signal) };
    } catch (error) {
      io.signal.throwIfAborted();
      if (!CdrError.isInstance(error)) throw error;
      return { name: source.name, ok: false, told: error.message };
    }
  });
  const waiting = createLiveLines(io.stderr);
  if (io.stderr.isTTY === true)
    waiting.draw([`asking ${sources.map(({ name }) => name).join(', ')} …`]);
  const results = await Promise.all(checks).finally(() => waiting.clear());
  const paint = paintOf(io.stdout, io);
  const width = Math.max(...sources.map(({ name }) => name.length));
  let exitCode: ExitCode = exitCodes.done;
  for (const { name, ok, told } of results) {
    const verdict = ok ? paint('green', 'ok    ') : paint('red', 'failed');
    io.stdout.write(`${name.padEnd(width)}  ${verdict}  ${told}\n`);
    if (!ok) exitCode = exitCodes.failed;
  }
  return exitCode;
}
