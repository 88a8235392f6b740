import type { Window } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArtificialTraits } from '../__fixtures__/artificial/artificial-manifest.ts';
import {
  type ArtificialRecord,
  at,
  contentOf,
  createArtificialVendor,
} from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = at('2025-05-14T09:00');
const asked = { from: at('2025-04-01T00:00'), to: at('2025-04-29T00:00') };
const documented = { span: 'P28D', maxSpan: 'P31D' } as const;

const lastDays = (days: number) => (window: Window) => ({
  from: Math.max(window.from, window.to - days * dayMs),
  to: window.to,
});
const firstDays = (days: number) => (window: Window) => ({
  from: window.from,
  to: Math.min(window.to, window.from + days * dayMs),
});

/** One record at each of these days and fractions of days. */
function recordsAt(days: readonly number[]): ArtificialRecord[] {
  return days.map((day, index) => ({ key: `r${index}`, at: asked.from + Math.floor(day * dayMs) }));
}

async function syncOnce(records: readonly ArtificialRecord[], traits: ArtificialTraits) {
  const store = createMemoryStore(() => 0);
  const { sync, open, content } = createEngineBench(store, now);
  const vendor = createArtificialVendor(records, { ...documented, pageSize: 50, ...traits });
  const { status, sources } = await sync(open('demo', vendor.provider), asked);
  const [report] = sources;
  const asks = vendor.readings.map(({ owned }) => (owned.to - owned.from) / dayMs);
  return { status, slices: report?.slices, warnings: report?.warnings, asks, content };
}

describe('a vendor that silently answers less of a window than it was asked for', () => {
  const busy = Array.from({ length: 28 * 4 }, (_, index) => index / 4);

  it.each([
    ['the last ten days', { overSpan: 'clamp-start', answered: lastDays(10) }],
    ['the last day', { overSpan: 'clamp-start', answered: lastDays(1) }],
    ['the first ten days', { overSpan: 'clamp-end', answered: firstDays(10) }],
    ['the last days, unheard of', { overSpan: 'unknown', answered: lastDays(10) }],
    ['the first days, unheard of', { overSpan: 'unknown', answered: firstDays(10) }],
    [
      'the last days, though nobody knows of a longest window',
      { overSpan: 'unknown', maxSpan: null, answered: lastDays(10) },
    ],
    [
      'the first days of a range that is read at once',
      { overSpan: 'unknown', maxSpan: null, span: null, answered: firstDays(10) },
    ],
  ] as const)('is noticed where it answers %s', async (_, traits) => {
    const { status, slices, warnings, content } = await syncOnce(recordsAt(busy), traits);
    expect(status).toBe('complete');
    expect(await content()).toEqual(contentOf(recordsAt(busy)));
    expect(slices?.bisected).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringContaining('less than it was asked for')]);
  });

  it('is noticed however few records there are, if it answers a week', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 27.99, noNaN: true }), { maxLength: 4 }),
        fc.integer({ min: 7, max: 31 }),
        fc.constantFrom('clamp-start', 'clamp-end'),
        async (days, answeredDays, overSpan) => {
          const shorten = overSpan === 'clamp-start' ? lastDays : firstDays;
          const answered = shorten(answeredDays);
          const { status, content } = await syncOnce(recordsAt(days), { overSpan, answered });
          expect(status).toBe('complete');
          expect(await content()).toEqual(contentOf(recordsAt(days)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is noticed by rows that could not be mapped', async () => {
    const store = createMemoryStore(() => 0);
    const { sync, open } = createEngineBench(store, now);
    const vendor = createArtificialVendor(recordsAt([3, 26]), {
      ...documented,
      overSpan: 'clamp-start',
      answered: lastDays(10),
    });
    vendor.reject = ({ key }) => (key === 'r0' ? 'no call' : null);
    const { sources } = await sync(open('demo', vendor.provider), asked);
    expect(sources[0]?.rows).toMatchObject({ inserted: 1, rejected: 1 });
  });
});

describe('a vendor that answers whole windows', () => {
  it('is asked about a long silence once more, and believed', async () => {
    const { status, slices, warnings, asks } = await syncOnce(recordsAt([9, 20, 27]), {
      overSpan: 'clamp-start',
    });
    expect(status).toBe('complete');
    expect(asks).toEqual([28, 9]);
    expect(slices).toMatchObject({ planned: 1, done: 1, bisected: 0 });
    expect(warnings).toEqual([]);
  });

  it('is asked about silences in parts no longer than what it has shown to answer', async () => {
    const traits = { overSpan: 'clamp-start' } as const;
    expect((await syncOnce(recordsAt([18, 20]), traits)).asks).toEqual([28, 9, 9]);
    expect((await syncOnce([], traits)).asks).toEqual([28, 7, 7, 7, 7]);
  });

  it.each([
    ['silences of an hour or less', [0.04, 27], { overSpan: 'clamp-start' }],
    ['silences at the other end', [0.01], { overSpan: 'clamp-start' }],
    ['anything where longer windows are refused', [], { overSpan: 'error' }],
    ['anything where all windows are answered', [], { overSpan: 'answered', maxSpan: null }],
  ] as const)('is not asked again about %s', async (_, days, traits) => {
    expect((await syncOnce(recordsAt(days), traits)).asks).toEqual([28]);
  });

  it('is not asked again about slices of a day', async () => {
    const { asks } = await syncOnce(recordsAt([3.5]), { overSpan: 'clamp-start', span: 'P1D' });
    expect(asks).toHaveLength(28);
  });

  it('is not asked the same again about a short slice without any record', async () => {
    const { asks } = await syncOnce([], { overSpan: 'clamp-start', span: 'P7D' });
    expect(asks).toEqual([7, 7, 7, 7]);
  });
});
