import type { Call, CallFilter, CallQuery, Store } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf } from '../part-of.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { listAll } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

/** What is done to a store whose pages are read: a page is turned to, or the calls change. */
type Step = { kind: 'page'; query: CallQuery } | { kind: 'change'; at: number; moves: boolean };

const patienceMs = 120_000;
/** An hour that is nearly one instant, one whose minutes are full, and a few calls about them. */
const starts = [
  ...Array.from({ length: 2500 }, (_, index) => (index % 25 === 0 ? 61 : 60)),
  ...Array.from({ length: 2600 }, (_, index) => 120 + (index % 60)),
  ...[0, 0, 1, 59, 181, 240, 240, 600],
];

const inbound = { direction: ['inbound'] } satisfies CallFilter;
const named = { agent: ['ANNA'], kind: ['call'] } satisfies CallFilter;
const filters = fc
  .record({
    base: fc.constantFrom<CallFilter>({}, {}, inbound, named, { source: ['beta'] }),
    from: fc.option(fc.constantFrom(-10, 0, 60, 61, 119.5, 120, 150, 180), { nil: undefined }),
    to: fc.option(fc.constantFrom(0, 60, 61, 62, 120, 150, 180, 181, 700), { nil: undefined }),
  })
  .map(({ base, from, to }) => ({
    ...base,
    ...(from === undefined ? {} : { from: minute(from) }),
    ...(to === undefined ? {} : { to: minute(to) + (to % 2) }),
  }));

/** Offsets about the places where something changes, and any other. */
const offset = fc.oneof(
  fc.constantFrom(0, 1, 999, 1000, 1001, 1999, 2000, 2499, 2500, 2501, 5099, 5107, 5108, 9000),
  fc.nat(5200),
);
const query = fc.record(
  {
    filter: filters,
    order: fc.constantFrom('asc' as const, 'desc' as const),
    offset,
    limit: fc.constantFrom(0, 1, 7, 100, 1500, 4500),
    after: fc
      .record({ at: fc.constantFrom(-5, 60, 61, 130, 600), id: fc.constantFrom('', 'alpha:1300') })
      .map(({ at, id }) => ({ startedAt: new Date(minute(at)).toISOString(), id })),
  },
  { requiredKeys: ['filter', 'offset', 'limit'] },
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: query.map((own): Step => ({ kind: 'page', query: own })) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('change' as const),
        at: fc.constantFrom(0, 60, 61, 130, 300),
        moves: fc.boolean(),
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

/** Pages by offset, of lists that change between them. */
export function describePages(openStore: OpenStore, trials: number): void {
  describe('pages by offset', () => {
    it(
      'are parts of the sorted list as it is then, wherever they begin and whatever changed before',
      () =>
        withStore(openStore, async ({ store }) => {
          await fill(store);
          let calls = await listAll(store);
          let changes = 0;
          await fc.assert(
            fc.asyncProperty(steps, async (own) => {
              for (const step of own) {
                if (step.kind === 'change') {
                  changes += 1;
                  const id = step.moves ? `alpha:${changes * 5 + 1}` : `alpha:new-${changes}`;
                  await change(store, step.at, id);
                  calls = await listAll(store);
                  continue;
                }
                const wanted = partOf(calls, step.query);
                expect(idsOf(await listAll(store, step.query))).toEqual(idsOf(wanted));
                expect(await store.count(step.query.filter)).toBe(
                  partOf(calls, { filter: step.query.filter ?? {} }).length,
                );
              }
            }),
            { numRuns: trials },
          );
        }),
      patienceMs,
    );

    it(
      'make up the list, in either order',
      () =>
        withStore(openStore, async ({ store }) => {
          await fill(store);
          const calls = await listAll(store);
          for (const order of ['asc', 'desc'] as const) {
            for (const filter of [{}, { from: minute(60), to: minute(150) }, named]) {
              const seen: Call[] = [];
              for (let at = 0; at < calls.length; at += 700) {
                seen.push(...(await listAll(store, { filter, order, offset: at, limit: 700 })));
              }
              expect(idsOf(seen)).toEqual(idsOf(partOf(calls, { filter, order })));
            }
          }
        }),
      patienceMs,
    );

    it(
      'are each of one state while others commit',
      () =>
        withStore(openStore, async ({ store }) => {
          await fill(store);
          const places = new Map((await listAll(store)).map(({ id }, place) => [id, place]));
          const commits = 25;
          let committed = 0;
          const committing = (async () => {
            while (committed < commits) {
              const row = sampleRow(`alpha:later-${committed}`, 600);
              await store.commit(sampleReading([600, 601], [row]));
              committed += 1;
            }
          })();
          // From the newest end, every commit moves what stands at a place on by one.
          const query = { order: 'desc', offset: 5000, limit: 5 } as const;
          const moves: number[] = [];
          while (committed < commits) {
            const page = await listAll(store, query);
            const [first = -1, ...rest] = page.map(({ id }) => places.get(id) ?? Number.NaN);
            expect(rest).toEqual([first - 1, first - 2, first - 3, first - 4]);
            moves.push(first - (starts.length - 1 - 5000));
          }
          await committing;
          expect(moves).toEqual(moves.toSorted((a, b) => a - b));
          expect(moves.every((count) => count >= 0 && count <= commits)).toBe(true);
          expect(await store.count()).toBe(starts.length + commits);
        }),
      patienceMs,
    );
  });
}

async function fill(store: Store): Promise<void> {
  const anna = { id: '7', name: 'Anna', login: 'anna', extension: '101' };
  const rows = starts.map((at, index) => {
    const source = index % 5 === 0 ? 'beta' : 'alpha';
    const row = sampleRow(`${source}:${(index * 7919) % starts.length}`, at, {
      direction: index % 3 === 0 ? 'inbound' : 'outbound',
      agents: index % 2 === 0 ? [anna] : [],
    });
    return { source, row };
  });
  for (const source of ['alpha', 'beta']) {
    const own = rows.filter((entry) => entry.source === source).map(({ row }) => row);
    await store.commit(sampleReading([0, 720], own, { source }));
  }
}

/** Adds a call, or takes one to another start, if it is there yet. */
async function change(store: Store, at: number, id: string): Promise<void> {
  await store.commit(sampleReading([at, at + 1], [sampleRow(id, at)], { proof: null }));
}

function idsOf(calls: readonly Call[]): string[] {
  return calls.map(({ id }) => id);
}
