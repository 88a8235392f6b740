import { describe, expect, it } from 'vitest';
import { type OpenStore, withStore } from '../store-subject.ts';

/** Sources that are not synced by themselves. */
export function describePauses(openStore: OpenStore): void {
  describe('paused sources', () => {
    it('are kept, each once, until they are resumed', () =>
      withStore(openStore, async ({ store, reopen }) => {
        expect(await store.pausedSources()).toEqual([]);
        for (const name of ['beta', 'alpha', "o'hara", 'alpha'])
          await store.recordPause(name, true);
        for (const name of ['beta', 'nobody']) await store.recordPause(name, false);
        expect(await store.pausedSources()).toEqual(['alpha', "o'hara"]);
        if (reopen === undefined) return;
        expect(await (await reopen()).pausedSources()).toEqual(['alpha', "o'hara"]);
      }));
  });
}
