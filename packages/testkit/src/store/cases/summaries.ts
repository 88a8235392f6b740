import { metricNames, type Store, type SummaryQuery, toEpochMs } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReading, sampleRow, toCallRow } from '../sample-readings.ts';
import { type OpenStore, withStore } from '../store-subject.ts';
import { type SourceCall, summaryTrial } from '../summary-arbitrary.ts';

const patienceMs = 240_000;

/** Figures of calls, which are those of core's accumulators. */
export function describeSummaries(openStore: OpenStore, trials: number): void {
  describe('summaries', () => {
    it(
      'are those of the accumulators, whatever the calls and the question',
      () =>
        withStore(openStore, ({ store }) =>
          fc.assert(
            fc.asyncProperty(summaryTrial, async ({ calls, queries }) => {
              const model = createMemoryStore(() => 0);
              await fill(store, calls);
              await fill(model, calls);
              for (const query of queries) {
                expect(await store.summarize(query)).toEqual(await model.summarize(query));
              }
            }),
            { numRuns: trials },
          ),
        ),
      patienceMs,
    );

    it('are zeros of a store without calls, or nothing where rows have something to be told by', () =>
      withStore(openStore, async ({ store }) => {
        const query: SummaryQuery = { metrics: ['calls', 'asr'], timeZone: 'UTC' };
        expect(await store.summarize(query)).toEqual([
          { interval: null, dimensions: {}, names: {}, metrics: { calls: 0, asr: null } },
        ]);
        expect(await store.summarize({ ...query, interval: 'day' })).toEqual([]);
        expect(await store.summarize({ ...query, by: ['agent'] })).toEqual([]);
      }));

    it('are right for lengths that add up beyond what is counted exactly', () =>
      withStore(openStore, async ({ store }) => {
        const talkMs = Number.MAX_SAFE_INTEGER;
        const rows = [1, 2, 3].map((index) => sampleRow(`alpha:${index}`, index, { talkMs }));
        await store.commit(sampleReading([0, 60], rows));
        const [row] = await store.summarize({ metrics: ['talkSeconds'], timeZone: 'UTC' });
        expect(row?.metrics.talkSeconds).toBeCloseTo((3 * talkMs) / 1000, -3);
      }));

    it('are refused for a zone that there is not', () =>
      withStore(openStore, async ({ store }) => {
        const query = { metrics: metricNames, timeZone: 'Mars/Olympus' };
        await expect(store.summarize(query)).rejects.toThrow(/not a time zone/);
      }));
  });
}

/** Puts these calls into a store in place of all others. */
async function fill(store: Store, calls: readonly SourceCall[]): Promise<void> {
  for (const source of ['alpha', 'beta']) {
    const rows = calls.flatMap((own, index) =>
      own.source === source ? [toCallRow(`${source}:${index}`, own.call)] : [],
    );
    await store.commit({
      ...sampleReading([0, 0], rows),
      source,
      window: {
        from: toEpochMs('1960-01-01T00:00:00.000Z'),
        to: toEpochMs('2030-01-01T00:00:00.000Z'),
      },
      proof: null,
      missing: 'remove',
    });
  }
}
