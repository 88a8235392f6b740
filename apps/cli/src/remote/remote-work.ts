import { StoreError } from '@cdr/core';
import type { ReplayReport, Source, SyncEvent, TimeOptions, VerifyReport } from '@cdr/engine';
import { answerLines } from './answer-lines.ts';
import { type RunningServer, ServerRefusal } from './running-server.ts';

/** What a server is asked to do for a command, and who hears of it. */
interface RemoteWork {
  sources: readonly Pick<Source, 'name'>[];
  /** Ends it. */
  signal: AbortSignal;
}

/** What is verified. */
interface RemoteVerification extends RemoteWork {
  options: TimeOptions & { full?: true | undefined; repair?: true | undefined };
  onEvent: (event: SyncEvent) => void;
}

/** Has a running server verify sources; gives `null` when that was interrupted. */
export function verifyRemotely(
  server: RunningServer,
  { options, onEvent, ...work }: RemoteVerification,
): Promise<VerifyReport | null> {
  const { from, to, timeZone, full = false, repair = false } = options;
  return askFor(server, 'verify', { ...work, onEvent, body: { from, to, timeZone, full, repair } });
}

/** Has a running server map rejected rows again; gives `null` when nobody waits for that any more. */
export function replayRemotely(
  server: RunningServer,
  work: RemoteWork,
): Promise<ReplayReport | null> {
  return askFor(server, 'replay', { ...work, onEvent: () => undefined, body: {} });
}

/** Its report has the type of the work, which this very version of the server does. */
async function askFor(
  server: RunningServer,
  what: 'verify' | 'replay',
  {
    sources,
    signal,
    onEvent,
    body,
  }: RemoteWork & { onEvent: (event: SyncEvent) => void; body: object },
) {
  try {
    const answer = await server.ask(`/v1/local/${what}`, {
      method: 'POST',
      body: JSON.stringify({ sources: sources.map(({ name }) => name), ...body }),
      headers: { 'content-type': 'application/json' },
      signal,
    });
    for await (const { event, problem, report } of answerLines(answer)) {
      if (event !== undefined) onEvent(event);
      if (problem !== undefined) throw new ServerRefusal(problem.status, problem.detail);
      if (report !== undefined) return report;
    }
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof ServerRefusal) throw error;
    throw brokenOff(server, what, error);
  }
  throw brokenOff(server, what);
}

function brokenOff({ url }: RunningServer, what: string, cause?: unknown): StoreError {
  return new StoreError({
    what: `The server at ${url} ended before it was done with ${what}`,
    todo: 'Try again',
    cause,
  });
}
