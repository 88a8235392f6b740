import type { SyncDesk, SyncState } from './sync-desk.ts';

/**
 * The states of a sync as server-sent events, the first one at once and the last one when it ends. A
 * client that reads slowly gets the newest state and not every one. Ends when the signal aborts.
 */
export async function* syncEvents(
  desk: SyncDesk,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
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
      if (newest === state) await changed.promise;
    }
  } finally {
    end();
  }
}
