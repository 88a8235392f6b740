import type { Clock, Provider } from '@cdr/core';
import { emptySourceReport, openSource, type Source, type SourceReport } from '@cdr/engine';
import soluno from '@cdr/provider-soluno';
import thulium from '@cdr/provider-thulium';
import { expect, test } from 'vitest';
import { watchSources } from './watch-sources.ts';

const clock: Clock = {
  now: () => 0,
  elapsedMs: () => 0,
  sleep: () => Promise.resolve(),
  after: () => () => {},
};

function sourceOf(provider: Provider, options: Record<string, string>): Source {
  return openSource({
    name: provider.manifest.id,
    provider,
    config: { provider: provider.manifest.id, options, attemptTimeout: 'PT30S' },
    runtime: { clock, random: () => 0, fetch: () => Promise.reject(new Error('not asked')) },
  });
}

const ownThulium = sourceOf(thulium, {
  baseUrl: 'https://acme.thulium.com',
  username: 'api',
  password: 'p',
});
const ownSoluno = sourceOf(soluno, { token: 't' });

/** Watches for seven minutes; gives the minutes of all runs and the sources that were due. */
async function watch(
  sources: readonly Source[],
  reportsAt: (minute: number) => SourceReport[] = () => [],
): Promise<[minute: number, names: string[]][]> {
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
    after: () => () => {},
  };
  const runs: [minute: number, names: string[]][] = [];
  await watchSources({
    sources,
    runOnce: async (due) => {
      const minute = elapsedMs / 60_000;
      runs.push([minute, due.map(({ name }) => name)]);
      return reportsAt(minute);
    },
    clock,
    signal: controller.signal,
  });
  return runs;
}

test('every source runs as often as its vendor may be asked, until it is stopped', async () => {
  expect(await watch([ownThulium, ownSoluno])).toEqual([
    [0, ['thulium', 'soluno']],
    [1, ['thulium']],
    [2, ['thulium']],
    [3, ['thulium']],
    [4, ['thulium']],
    [5, ['thulium', 'soluno']],
    [6, ['thulium']],
  ]);
});

test('a source that its vendor put off waits that long', async () => {
  const putOff: SourceReport = {
    ...emptySourceReport('thulium', 'thulium'),
    status: 'partial',
    retryAfterMs: 3.5 * 60_000,
  };
  const runs = await watch([ownThulium], (minute) => (minute === 2 ? [putOff] : []));
  expect(runs.map(([minute]) => minute)).toEqual([0, 1, 2, 5.5, 6.5]);
});
