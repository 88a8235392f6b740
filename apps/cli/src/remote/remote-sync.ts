import { toInstant } from '@cdr/core';
import type { AskedRange, SourceReport, SyncReport } from '@cdr/engine';
import type { SyncState } from '@cdr/server';
import type { CliIo } from '../terminal/cli-io.ts';
import { createLiveLines } from '../terminal/live-lines.ts';
import { progressLines } from '../terminal/sync-progress.ts';
import { type RunningServer, ServerRefusal } from './running-server.ts';

/** What a server is asked to sync. */
export interface RemoteSyncInput {
  server: RunningServer;
  /** Names of sources, each with its range. */
  asked: ReadonlyMap<string, AskedRange>;
  elapsedMs: () => number;
}

/**
 * Has a running server sync sources, and shows how far it comes. A sync that the server has begun by
 * itself is waited for and told in place of another one, unless a range was asked for. Interrupted, it
 * goes on there.
 */
export async function syncRemotely(io: CliIo, input: RemoteSyncInput): Promise<SyncReport> {
  const { server, asked, elapsedMs } = input;
  const startedMs = elapsedMs();
  const shown = showStates(io);
  try {
    const states = await Promise.all(
      [...asked].map(async ([source, range]) => {
        const begun = await begin(server, source, range);
        return follow(server, begun, { signal: io.signal, onState: (state) => shown.add(state) });
      }),
    );
    return {
      status: io.signal.aborted ? 'interrupted' : statusOf(states),
      sources: states.flatMap(({ report }): SourceReport[] => (report === null ? [] : [report])),
      elapsedMs: Math.round(elapsedMs() - startedMs),
    };
  } finally {
    shown.close();
  }
}

async function begin(
  server: RunningServer,
  source: string,
  { from, to }: AskedRange,
): Promise<SyncState> {
  const range = new URLSearchParams();
  if (from !== undefined) range.set('from', toInstant(from));
  if (to !== undefined) range.set('to', toInstant(to));
  const path = `/v1/sources/${encodeURIComponent(source)}`;
  try {
    return await stateOf(await server.ask(`${path}/sync?${range.toString()}`, { method: 'POST' }));
  } catch (error) {
    const isRunning = error instanceof ServerRefusal && error.status === conflict;
    const running = isRunning && range.size === 0 ? await runningId(server, source) : null;
    if (running === null) throw error;
    return stateOf(await server.ask(`/v1/syncs/${running}`));
  }
}

const conflict = 409;

async function runningId(server: RunningServer, source: string): Promise<string | null> {
  const answer = await server.ask('/v1/sources');
  const {
    sources,
  }: { sources: { source: string; schedule: { running: string | null } | null }[] } = JSON.parse(
    await answer.text(),
  );
  return sources.find((own) => own.source === source)?.schedule?.running ?? null;
}

/** Every state up to the last, which it gives; when the signal aborts, the newest. */
async function follow(
  server: RunningServer,
  begun: SyncState,
  { signal, onState }: { signal: AbortSignal; onState: (state: SyncState) => void },
): Promise<SyncState> {
  let state = begun;
  onState(state);
  const headers = { accept: 'text/event-stream' };
  try {
    const { body } = await server.ask(`/v1/syncs/${begun.id}`, { headers, signal });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data === undefined) continue;
        state = JSON.parse(data);
        onState(state);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return state;
}

async function stateOf(answer: Response): Promise<SyncState> {
  return JSON.parse(await answer.text());
}

function statusOf(states: readonly SyncState[]): SyncReport['status'] {
  const statuses = states.map(({ status }) => status);
  if (statuses.every((status) => status === 'complete')) return 'complete';
  if (statuses.includes('interrupted')) return 'interrupted';
  return statuses.every((status) => status === 'failed') ? 'failed' : 'partial';
}

function showStates(io: CliIo) {
  if (io.stderr.isTTY !== true) return { add: () => undefined, close: () => undefined };
  const live = createLiveLines(io.stderr);
  const streams = new Map<string, Parameters<typeof progressLines>[0][number]>();
  return {
    add({ source, progress: { planned, done, rows } }: SyncState) {
      streams.set(source, { label: source, planned, done, rows, note: '' });
      live.draw(progressLines([...streams.values()]));
    },
    close: live.clear,
  };
}
