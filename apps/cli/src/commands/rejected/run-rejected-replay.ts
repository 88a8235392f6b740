import { type ReplayReport, replayRejected } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { replayRemotely } from '../../remote/remote-work.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr rejected replay` takes. */
export interface RejectedReplayOptions extends GlobalOptions {
  /** None means all. */
  sources: readonly string[];
  json?: true | undefined;
}

/** Maps rejected rows again. Exit code 3 when some stay rejected. */
export async function runRejectedReplay(
  io: CliIo,
  options: RejectedReplayOptions,
): Promise<ExitCode> {
  const session = await openSession(io, options);
  const sources = await session.openSources(options.sources);
  const server = await session.server();
  const report =
    server === null
      ? await session.withStore((store) => replayRejected(store, sources))
      : await replayRemotely(server, { sources, signal: io.signal });
  if (report === null) return exitCodes.interrupted;
  tell(io, report, options);
  return report.stillRejected === 0 ? exitCodes.done : exitCodes.partial;
}

function tell(io: CliIo, report: ReplayReport, { json }: RejectedReplayOptions): void {
  if (json === true) {
    io.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  io.stdout.write(`${report.replayed} are stored now, ${report.stillRejected} stay rejected\n`);
  if (report.superseded > 0) {
    io.stdout.write(`${report.superseded} told otherwise since, and forgotten\n`);
  }
  if (report.outside > 0) {
    io.stdout.write(`${report.outside} belong to ranges that were never read\n`);
  }
  for (const [reason, count] of Object.entries(report.reasons)) {
    io.stdout.write(`  ${count}  ${reason}\n`);
  }
}
