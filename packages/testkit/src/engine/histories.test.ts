import { streamsOf, TransportError } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArtificialVendor,
  at,
  contentOf,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench, type EngineBench } from '../__fixtures__/artificial/engine-bench.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const start = at('2025-05-14T00:00');
/** Calls are told at most this late, and change at most that long after they began. */
const settleHours = 6;

/** What happens next; places in lists are taken modulo their lengths. */
type Event =
  | { type: 'time passes'; minutes: number }
  | { type: 'a call is told'; minutesAgo: number }
  | { type: 'a call changes'; place: number; note: string }
  | { type: 'a call goes'; place: number }
  | { type: 'a sync'; abortAt: number | null; failAt: number | null };

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    type: fc.constant('time passes' as const),
    minutes: fc.integer({ min: 1, max: 40 }).map((dozens) => dozens * 12),
  }),
  fc.record({
    type: fc.constant('a call is told' as const),
    minutesAgo: fc.integer({ min: 1, max: settleHours - 1 }).map((hours) => hours * 60 - 1),
  }),
  fc.record({
    type: fc.constant('a call changes' as const),
    place: fc.nat(20),
    note: fc.constantFrom('x', 'y', 'z'),
  }),
  fc.record({ type: fc.constant('a call goes' as const), place: fc.nat(20) }),
  fc.record({
    type: fc.constant('a sync' as const),
    abortAt: fc.option(fc.nat(4), { freq: 4 }),
    failAt: fc.option(fc.nat(4), { freq: 4 }),
  }),
);

const traits = fc.record({
  identity: fc.constantFrom('id' as const, 'content' as const),
  span: fc.constantFrom('PT2H', 'P1D', null),
  pageSize: fc.integer({ min: 1, max: 4 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  minPollInterval: fc.constantFrom('PT0S', 'PT1H'),
});

describe('whatever happens in the course of time', () => {
  it('the store holds the truth in the end', async () => {
    await fc.assert(
      fc.asyncProperty(traits, fc.array(event, { maxLength: 30 }), async (own, events) => {
        const vendor = createArtificialVendor([], {
          ...own,
          settle: `PT${settleHours}H`,
          revisit: `PT${settleHours}H`,
        });
        const bench = createEngineBench(
          createMemoryStore(() => 0),
          start + 8 * hourMs,
        );
        const source = bench.open('demo', vendor.provider, { since: '2025-05-14' });
        for (const [index, next] of events.entries()) {
          if (next.type === 'a sync') await syncSomehow(bench, source, vendor, next);
          else happen(bench, vendor, { ...next, index });
        }
        bench.clock.advance((settleHours + 1) * hourMs);
        expect((await bench.sync(source)).status).toBe('complete');
        expect(await bench.content()).toEqual(contentOf(vendor.records));
        vendor.readings.length = 0;
        bench.clock.advance(2 * settleHours * hourMs);
        const { sources } = await bench.sync(source);
        expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0 });
      }),
      { numRuns: 300 },
    );
  });
});

function happen(
  { clock }: EngineBench,
  vendor: ArtificialVendor,
  next: Exclude<Event, { type: 'a sync' }> & { index: number },
): void {
  const now = clock.now();
  if (next.type === 'time passes') {
    clock.advance(next.minutes * minuteMs);
  } else if (next.type === 'a call is told') {
    const began = now - next.minutesAgo * minuteMs;
    // Where there are no ids, calls of the same start can't be told apart by anything that stays.
    const key = isForgetful(vendor) ? `began ${began}` : `r${next.index}`;
    if (began >= start) vendor.records.push({ key, at: began });
  } else {
    const young = vendor.records.filter((record) => record.at > now - settleHours * hourMs);
    const chosen = young[next.place % young.length];
    if (chosen === undefined) return;
    if (next.type === 'a call changes') chosen.note = next.note;
    else if (isForgetful(vendor)) vendor.records.splice(vendor.records.indexOf(chosen), 1);
  }
}

/** Where records have ids, what the vendor forgets is kept. */
function isForgetful({ provider }: ArtificialVendor): boolean {
  return streamsOf(provider.manifest, 'calls')[0]?.identity === 'content';
}

async function syncSomehow(
  { sync }: EngineBench,
  source: Parameters<EngineBench['sync']>[0],
  vendor: ArtificialVendor,
  { abortAt, failAt }: Extract<Event, { type: 'a sync' }>,
): Promise<void> {
  const controller = new AbortController();
  let answers = 0;
  vendor.answer = ({ page }) => {
    answers += 1;
    if (answers - 1 === abortAt) controller.abort(new Error('enough'));
    if (answers - 1 === failAt) throw new TransportError({ what: 'Nobody there' });
    return page;
  };
  await sync(source, {}, { signal: controller.signal });
  vendor.answer = ({ page }) => page;
}
