import type { Store } from '@cdr/core';
import { keepHeapSmall, readRange, type TimeOptions, type VerifyReport, verify } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { verifyRemotely } from '../../remote/remote-work.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { createSyncProgress } from '../../terminal/sync-progress.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeVerification } from './describe-verification.ts';

/** What `cdr verify` takes. */
export interface VerifyOptions extends GlobalOptions, TimeOptions {
  /** None means all. */
  sources: readonly string[];
  full?: true | undefined;
  repair?: true | undefined;
  json?: true | undefined;
}

const exitCodeOf: Record<VerifyReport['status'], ExitCode> = {
  equal: exitCodes.done,
  different: exitCodes.partial,
  partial: exitCodes.partial,
  failed: exitCodes.failed,
  interrupted: exitCodes.interrupted,
};

/** Holds what is stored against the vendors; writes nothing unless a repair is asked for. */
export async function runVerify(io: CliIo, options: VerifyOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const sources = await session.openSources(options.sources);
  const { full = false, repair = false } = options;
  const progress = createSyncProgress(io, { verbose: options.verbose === true });
  const runHere = (store: Store) => {
    const raw = session.loaded.config.raw === 'none' ? 'none' : 'keep';
    keepHeapSmall();
    return verify({
      store,
      sources: sources.map((source) => ({
        source,
        asked: readRange(options, options.timeZone ?? source.settings.timeZone),
      })),
      clock: session.clock,
      signal: io.signal,
      full,
      ...(repair ? { repair: { store, raw } } : {}),
      onEvent: progress.onEvent,
    });
  };
  const server = await session.server();
  const running =
    server === null
      ? session.withStoreToRead(runHere)
      : verifyRemotely(server, { options, sources, signal: io.signal, onEvent: progress.onEvent });
  const report = await running.finally(progress.close);
  if (report === null) {
    io.stderr.write('cdr: interrupted.\n');
    return exitCodes.interrupted;
  }
  if (options.json === true) tellProgram(io, report);
  else io.stdout.write(describeVerification(io, report, sources));
  if (report.status === 'interrupted') io.stderr.write('cdr: interrupted.\n');
  return exitCodeOf[report.status];
}

function tellProgram(io: CliIo, report: VerifyReport): void {
  io.stdout.write(`${JSON.stringify(report)}\n`);
  for (const { source, warnings, errors } of report.sources) {
    for (const text of [...warnings, ...errors]) io.stderr.write(`cdr: ${source}: ${text}\n`);
  }
}
