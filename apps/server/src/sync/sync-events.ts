import type { Clock } from '@cdr/core';
import type { SyncDesk, SyncState } from './sync-desk.ts';

/** Which sync is followed, and how. */
export interface SyncEventsInput {
  desk: Pick<SyncDesk, 'find' | 'watch'>;
  id: string;
  clock: Pick<Clock, 'sleep'>;
  /** Something is said at least as often, so that nobody takes the connection for dead. */
  beatMs: number;
  signal: AbortSignal;
}

/**
 * The states of a sync as server-sent events, the first one at once and the last one when it ends. A
 * client that reads slowly gets the newest state and not every one. Ends when the signal aborts.
 */
export async function* syncEvents(input: SyncEventsInput): AsyncGenerator<string> {
  const { desk, id, clock, beatMs, signal } = input;
  let newest: SyncState | null = desk.find(id);
  let changed = Promise.withResolvers<void>();
  const end = desk.watch(id, (state) => {
    newest = state;
    changed.resolve();
  });
  signal.addEventListener('abort', () => changed.resolve(), { once: true });
  try {
    for (let told = 0; newest !== null && !signal.aborted; told += 1) {
      const state: SyncState = newest;
      changed = Promise.withResolvers<void>();
      yield `id: ${told}\nevent: sync\ndata: ${JSON.stringify(state)}\n\n`;
      if (state.endedAt !== null) return;
      while (newest === state && !signal.aborted) {
        if (await isOver(changed.promise, { clock, beatMs })) break;
        yield ': nothing new\n\n';
      }
    }
  } finally {
    end();
  }
}

/** Whether something happened before the next beat. */
async function isOver(
  happened: Promise<void>,
  { clock, beatMs }: Pick<SyncEventsInput, 'clock' | 'beatMs'>,
): Promise<boolean> {
  const end = new AbortController();
  const beat = clock.sleep(beatMs, end.signal).then(
    () => false,
    () => true,
  );
  try {
    return await Promise.race([happened.then(() => true), beat]);
  } finally {
    end.abort();
  }
}
