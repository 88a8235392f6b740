import { CdrError, ConfigError } from '@cdr/core';
import { readRange, type Source, type SyncReport, type TimeOptions } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { syncRemotely } from '../../remote/remote-sync.ts';
import type { RunningServer } from '../../remote/running-server.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { reportError } from '../../terminal/report-error.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeSync } from './describe-sync.ts';
import { syncOnce } from './sync-once.ts';
import { watchSources } from './watch-sources.ts';

/** What `cdr sync` takes. */
export interface SyncOptions extends GlobalOptions, TimeOptions {
  /** None means all. */
  sources: readonly string[];
  watch?: true | undefined;
  json?: true | undefined;
}

const exitCodeOf: Record<SyncReport['status'], ExitCode> = {
  complete: exitCodes.done,
  partial: exitCodes.partial,
  failed: exitCodes.failed,
  interrupted: exitCodes.interrupted,
};

/** Syncs sources, once or for as long as it is let. */
export async function runSync(io: CliIo, options: SyncOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const sources = await session.openSources(options.sources);
  const asked = new Map(
    sources.map(({ name, settings }) => [
      name,
      readRange(options, options.timeZone ?? settings.timeZone),
    ]),
  );
  const server = await session.server();
  if (server !== null && options.watch === true) {
    throw new ConfigError({
      what: `The server at ${server.url} keeps the sources up to date by itself`,
      todo: 'Leave --watch out to have it sync now',
    });
  }
  const runHere = (chosen: readonly Source[]) =>
    session.withOwnStore(async (store) => {
      const report = await syncOnce(session, store, { sources: chosen, asked, options });
      // What was interrupted is told before the store is closed, for which there may be no time.
      tell(session, chosen, report, options);
      return report;
    });
  const runThere = async (there: RunningServer) => {
    const elapsedMs = () => session.clock.elapsedMs();
    const report = await syncRemotely(io, { server: there, asked, elapsedMs });
    tell(session, sources, report, options);
    return report;
  };
  const runOnce = (chosen: readonly Source[]) =>
    server === null ? runHere(chosen) : runThere(server);
  if (options.watch !== true) return exitCodeOf[(await runOnce(sources)).status];
  const { clock } = session;
  await watchSources({
    sources,
    // Between runs the store is closed, so that others can read it; a run that finds it busy, or served,
    // waits for its next turn.
    runOnce: (due) =>
      runOnce(due).then(
        ({ sources }) => sources,
        (error) => goOn(io, error, options),
      ),
    clock,
    signal: io.signal,
  });
  return exitCodes.interrupted;
}

function goOn(io: CliIo, error: unknown, { verbose }: GlobalOptions): [] {
  if (!CdrError.isInstance(error)) throw error;
  reportError(io, error, verbose === true);
  return [];
}

function tell(
  { io }: Session,
  sources: readonly Source[],
  report: SyncReport,
  { json, watch }: SyncOptions,
): void {
  if (report.status === 'interrupted' && watch !== true) {
    io.stderr.write(
      'cdr: interrupted. What was read is stored; the next sync goes on from there.\n',
    );
  }
  if (json !== true) {
    io.stdout.write(`${describeSync(io, report, sources)}${watch === true ? '\n' : ''}`);
    return;
  }
  io.stdout.write(`${JSON.stringify(report)}\n`);
  for (const { source, warnings, errors } of report.sources) {
    for (const text of [...warnings, ...errors]) io.stderr.write(`cdr: ${source}: ${text}\n`);
  }
}
