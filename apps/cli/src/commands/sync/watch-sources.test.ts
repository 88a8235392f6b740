import { type Clock, type Provider, streamsOf } from '@cdr/core';
import type { Source } from '@cdr/engine';
import soluno from '@cdr/provider-soluno';
import thulium from '@cdr/provider-thulium';
import { expect, test } from 'vitest';
import { watchSources } from './watch-sources.ts';

function sourceOf(provider: Provider): Source {
  return {
    name: provider.manifest.id,
    provider,
    settings: { source: provider.manifest.id, timeZone: 'UTC', country: null, extensions: null },
    streams: streamsOf(provider.manifest, 'calls'),
    mapper: () => ({ ok: false, reason: 'not asked' }),
    connect: () => {
      throw new Error('not asked');
    },
    since: null,
    lookback: undefined,
    concurrency: 1,
  };
}

test('every source runs as often as its vendor may be asked, until it is stopped', async () => {
  let elapsedMs = 0;
  const controller = new AbortController();
  const clock: Clock = {
    now: () => 0,
    elapsedMs: () => elapsedMs,
    sleep: async (delayMs) => {
      elapsedMs += delayMs;
      if (elapsedMs >= 7 * 60_000) controller.abort();
      controller.signal.throwIfAborted();
    },
  };
  const runs: [minute: number, names: string[]][] = [];
  await watchSources({
    sources: [sourceOf(thulium), sourceOf(soluno)],
    runOnce: async (due) => runs.push([elapsedMs / 60_000, due.map(({ name }) => name)]),
    clock,
    signal: controller.signal,
  });
  expect(runs).toEqual([
    [0, ['thulium', 'soluno']],
    [1, ['thulium']],
    [2, ['thulium']],
    [3, ['thulium']],
    [4, ['thulium']],
    [5, ['thulium', 'soluno']],
    [6, ['thulium']],
  ]);
});
