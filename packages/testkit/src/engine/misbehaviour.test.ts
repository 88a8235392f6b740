import {
  type Page,
  TransportError,
  UnstableListError,
  VendorResponseError,
  WindowTooLargeError,
} from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArtificialAnswer,
  type ArtificialRecord,
  at,
  contentOf,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';

const hourMs = 3_600_000;
const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-12T00:00'), to: at('2025-05-14T00:00') };

/** What goes wrong with one answer. `list` is what the vendor has. */
type Slip = (answer: ArtificialAnswer, list: ArtificialRecord[]) => Page;

const fail =
  (error: Error): Slip =>
  () => {
    throw error;
  };

const slips: Record<string, Slip> = {
  none: ({ page }) => page,
  'loses a row': ({ page }) => without(page, 0),
  'loses its last row': ({ page }) => without(page, page.rows.length - 1),
  'is empty': ({ page }) => ({ ...page, rows: [], texts: [] }),
  'counts one more': ({ page }) => ({ ...page, total: (page.total ?? 0) + 1 }),
  'counts one less': ({ page }) => {
    const total = Math.max(0, (page.total ?? 0) - 1);
    // A full first page that agrees with a wrong total can't be told from a whole list.
    return total === page.rows.length ? page : { ...page, total };
  },
  'tells no total': ({ page }) => ({ ...page, total: null }),
  'says a row twice': ({ page }) => ({
    ...page,
    rows: [...page.rows, ...page.rows.slice(0, 1)],
    texts: [...page.texts, ...page.texts.slice(0, 1)],
  }),
  'says bad rows': ({ page }) => ({
    ...page,
    rows: page.rows.map((row, index) => (index === 0 ? null : row)),
    texts: page.texts.map((text, index) => (index === 0 ? 'null' : text)),
  }),
  'comes after a new record': ({ page }, list) => {
    list.push({ key: `new-${list.length}`, at: asked.to - list.length });
    return page;
  },
  'does not come': fail(new TransportError({ what: 'Nobody there' })),
  'is nonsense': fail(new VendorResponseError({ what: 'Nonsense' })),
  moved: fail(new UnstableListError({ what: 'Moved' })),
  'is too much': fail(new WindowTooLargeError({ what: 'Too much' })),
};

/** Whether nobody can tell that something is amiss: the answers agree with themselves and each other. */
function isUndetectable(used: readonly string[]): boolean {
  const isRepeated = (slip: string) => used.filter((own) => own === slip).length > 1;
  return (
    isRepeated('says a row twice') ||
    isRepeated('counts one less') ||
    used.some((slip) => /bad rows|new record/.test(slip))
  );
}

const slipArbitrary = fc.constantFrom(...Object.keys(slips));
const world = fc.record({
  hours: fc.uniqueArray(fc.nat(47 * 4), { minLength: 1, maxLength: 40 }),
  pageSize: fc.integer({ min: 1, max: 7 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  span: fc.constantFrom('PT6H', 'P1D', null),
  slips: fc.array(slipArbitrary, { maxLength: 12 }),
  usual: fc.oneof({ weight: 3, arbitrary: fc.constant('none') }, slipArbitrary),
});

describe('whatever the vendor does', () => {
  it('a run is complete only with the truth in the store, and a healthy run makes up for everything', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ hours, slips: script, usual, ...traits }) => {
        const records = hours.map((quarter) => ({
          key: `r${quarter}`,
          at: asked.from + quarter * (hourMs / 4) + quarter,
        }));
        const vendor = createArtificialVendor(records, {
          ...traits,
          settle: 'PT0S',
          revisit: 'P3D',
        });
        let answers = 0;
        vendor.answer = (answer) => {
          const slip = slips[script[answers] ?? usual];
          answers += 1;
          return slip === undefined ? answer.page : slip(answer, vendor.records);
        };
        const { sync, open, content, store } = createEngineBench(
          createMemoryStore(() => 0),
          now,
        );
        const source = open('demo', vendor.provider);
        const before = contentOf(vendor.records);
        const { status, sources } = await sync(source, asked);
        const report = sources[0];

        const covered = await store.coverage();
        const within = vendor.records.filter((own) =>
          covered.some(({ from, to }) => own.at >= from && own.at < to),
        );
        const stored = await content();
        expect(contentOf(within)).toEqual(expect.arrayContaining(stored));
        const used = [
          ...script.slice(0, answers),
          ...(answers > script.length ? [usual, usual] : []),
        ];
        if (!isUndetectable(used)) {
          expect(stored).toEqual(contentOf(within));
          if (status === 'complete') expect(stored).toEqual(before);
        }
        if (status === 'complete') expect(report?.gaps).toEqual([]);
        else expect([...(report?.errors ?? []), ...(report?.gaps ?? [])]).not.toEqual([]);

        vendor.answer = ({ page }) => page;
        expect((await sync(source, asked)).status).toBe('complete');
        expect(await content()).toEqual(contentOf(vendor.records));
        const again = await sync(source, asked);
        expect(again.sources[0]?.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0 });
      }),
      { numRuns: 300 },
    );
  });
});

function without(page: Page, place: number): Page {
  const others = <T>(list: readonly T[]) => list.filter((_own, index) => index !== place);
  return { ...page, rows: others(page.rows), texts: others(page.texts) };
}
