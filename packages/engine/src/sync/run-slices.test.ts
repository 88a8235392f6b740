import type { PlannedSlice } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSlices } from './run-slices.ts';

const slice = (from: number, to: number): PlannedSlice => ({ from, to, state: 'sealed' });
const tenths = Array.from({ length: 10 }, (_, index) => slice(index * 10, index * 10 + 10));

function halves({ from, to }: PlannedSlice): PlannedSlice[] {
  const middle = Math.floor((from + to) / 2);
  return [slice(from, middle), slice(middle, to)];
}

describe('runSlices', () => {
  it('works through all slices, oldest first', async () => {
    const worked: number[] = [];
    await runSlices(tenths, 1, async ({ from }) => {
      worked.push(from);
      return [];
    });
    expect(worked).toEqual(tenths.map(({ from }) => from));
  });

  it('works on the parts of a slice before it goes on to younger slices', async () => {
    const worked: string[] = [];
    await runSlices([slice(0, 4), slice(4, 8)], 1, async (own) => {
      worked.push(`${own.from}-${own.to}`);
      return own.to - own.from > 1 ? halves(own) : [];
    });
    expect(worked).toEqual([
      ...['0-4', '0-2', '0-1', '1-2', '2-4', '2-3', '3-4'],
      ...['4-8', '4-6', '4-5', '5-6', '6-8', '6-7', '7-8'],
    ]);
  });

  it('never works on more slices at once than it may', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.scheduler(),
        async (concurrency, scheduler) => {
          let running = 0;
          let most = 0;
          const done: number[] = [];
          const run = runSlices(
            [slice(0, 8), slice(8, 9), slice(9, 11)],
            concurrency,
            async (own) => {
              running += 1;
              most = Math.max(most, running);
              await scheduler.schedule(Promise.resolve());
              running -= 1;
              if (own.to - own.from > 1) return halves(own);
              done.push(own.from);
              return [];
            },
          );
          await scheduler.waitFor(run);
          expect(most).toBeLessThanOrEqual(concurrency);
          expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, at) => at));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('works on nothing when there is nothing', async () => {
    await expect(
      runSlices([], 3, () => Promise.reject(new Error('not to be called'))),
    ).resolves.toBeUndefined();
  });

  it('rejects with the first error, once no work is under way any more, and starts nothing new', async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const run = runSlices(tenths, 3, async ({ from }) => {
      started.push(from);
      if (from === 10) throw new Error('broken');
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      ended.push(from);
      if (from === 20) throw new Error('broken later');
      return halves(slice(from, from + 10));
    });
    await expect(run).rejects.toThrow(/^broken$/);
    expect(started).toEqual([0, 10, 20]);
    expect(ended).toEqual([0, 20]);
  });
});
