import {
  flattenRow,
  metricNames,
  type Store,
  type SummaryQuery,
  toEpochMs,
  toInstant,
  unknownParty,
} from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, sampleReading, sampleRow, toCallRow } from '../sample-readings.ts';
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
                const open = { limit: query.top ?? 9, filter: query.filter ?? {} };
                expect(await store.openNumbers(open)).toEqual(await model.openNumbers(open));
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

    it('tell the rows with the most calls, and whose names they are', () =>
      withStore(openStore, async ({ store }) => {
        const of = (id: string) => ({
          agents: [{ id, name: `Name of ${id}`, login: null, extension: null }],
        });
        const rows = ['a', 'b', 'b', 'c'].map((id, index) =>
          sampleRow(`alpha:${index}`, index, of(id)),
        );
        await store.commit(sampleReading([0, 60], rows));
        const top: SummaryQuery = { metrics: ['asr'], by: ['agent'], top: 2, timeZone: 'UTC' };
        expect((await store.summarize(top)).map(flattenRow)).toEqual([
          { agent: 'b', agentName: 'Name of b', source: 'alpha', calls: 2, asr: 0 },
          { agent: 'a', agentName: 'Name of a', source: 'alpha', calls: 1, asr: 0 },
        ]);
      }));

    it('tell the numbers that nobody has spoken with since they called', () =>
      withStore(openStore, async ({ store }) => {
        const by = (e164: string, name: string | null = null) => ({ ...unknownParty, e164, name });
        const missed = { direction: 'inbound', disposition: 'no-answer' } as const;
        const rows = [
          sampleRow('alpha:1', 1, { ...missed, from: by('+4811', 'Before') }),
          sampleRow('alpha:2', 2, {
            direction: 'outbound',
            disposition: 'answered',
            to: by('+4811'),
          }),
          sampleRow('alpha:3', 3, { ...missed, from: by('+4811', 'Ewa') }),
          sampleRow('alpha:4', 4, { ...missed, from: by('+4811') }),
          sampleRow('alpha:5', 5, { ...missed, from: by('+4812') }),
          sampleRow('alpha:6', 6, { ...missed, from: by('+4813') }),
          sampleRow('alpha:7', 7, {
            disposition: 'answered',
            direction: 'inbound',
            from: by('+4813'),
          }),
        ];
        await store.commit(sampleReading([0, 60], rows));
        const at = (index: number) => toInstant(minute(index));
        const other = { e164: '+4812', name: null, missed: 1, firstAt: at(5), lastAt: at(5) };
        const ewa = { e164: '+4811', name: 'Ewa', missed: 2, firstAt: at(3), lastAt: at(4) };
        expect(await store.openNumbers()).toEqual([other, ewa]);
        expect(await store.openNumbers({ limit: 1 })).toEqual([other]);
        const until = { filter: { to: minute(4), source: ['alpha'] } };
        expect(await store.openNumbers(until)).toEqual([{ ...ewa, missed: 1, lastAt: at(3) }]);
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
