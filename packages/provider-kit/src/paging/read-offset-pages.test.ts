import { type Page, UnstableListError } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOffsetPages } from './read-offset-pages.ts';

const { signal } = new AbortController();

function toPage(rows: readonly unknown[], total: number | null): Page {
  return { rows, texts: rows.map((row) => JSON.stringify(row)), total };
}

async function readAll(
  fetchPage: (offset: number, limit: number) => Page | Promise<Page>,
  pageSize = 3,
): Promise<{ rows: unknown[]; pages: number }> {
  const rows: unknown[] = [];
  let pages = 0;
  const fetch = async (offset: number, limit: number) => fetchPage(offset, limit);
  for await (const page of readOffsetPages({ pageSize, signal, fetchPage: fetch })) {
    rows.push(...page.rows);
    pages += 1;
  }
  return { rows, pages };
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => ({ id: n }));

describe('readOffsetPages', () => {
  it('stops when the rows received are the total, without asking once more', async () => {
    const list = ids(6);
    const asked: number[] = [];
    const result = await readAll((offset, limit) => {
      asked.push(offset);
      return toPage(list.slice(offset, offset + limit), 6);
    });
    expect(result.rows).toEqual(list);
    expect(asked).toEqual([0, 3]);
  });

  it('goes on after a short page, from where the rows ended', async () => {
    const list = ids(10);
    const sizes = [3, 1, 2, 3, 1];
    const asked: number[] = [];
    const result = await readAll((offset) => {
      asked.push(offset);
      return toPage(list.slice(offset, offset + (sizes[asked.length - 1] ?? 0)), 10);
    });
    expect(result.rows).toEqual(list);
    expect(asked).toEqual([0, 3, 4, 6, 9]);
  });

  it('takes a vendor that sends more rows than it was asked for', async () => {
    const list = ids(10);
    expect(await readAll((offset) => toPage(list.slice(offset, offset + 7), 10))).toEqual({
      rows: list,
      pages: 2,
    });
  });

  it('stops on an empty page alone when the vendor tells no total', async () => {
    const list = ids(4);
    const asked: number[] = [];
    const result = await readAll((offset, limit) => {
      asked.push(offset);
      return toPage(list.slice(offset, offset + limit), null);
    });
    expect(result).toEqual({ rows: list, pages: 2 });
    expect(asked).toEqual([0, 2, 3, 4]);
  });

  it('takes a row alone for a short page, where nobody counts', async () => {
    const list = ids(3);
    const asked: [number, number][] = [];
    const result = await readAll((offset, limit) => {
      asked.push([offset, limit]);
      return toPage(list.slice(offset, offset + 1), null);
    });
    expect(result.rows).toEqual(list);
    expect(asked.slice(0, 4)).toEqual([
      [0, 3],
      [0, 3],
      [1, 3],
      [0, 1],
    ]);
  });

  it('hands an empty list over as one page', async () => {
    expect(await readAll(() => toPage([], 0))).toEqual({ rows: [], pages: 1 });
    expect(await readAll(() => toPage([], null))).toEqual({ rows: [], pages: 1 });
  });

  it('remembers a total that only the first page tells', async () => {
    const list = ids(5);
    const result = await readAll((offset, limit) =>
      toPage(list.slice(offset, offset + limit), offset === 0 ? 5 : null),
    );
    expect(result).toEqual({ rows: list, pages: 2 });
  });

  const list = ids(9);
  const faults: Record<string, [(offset: number, limit: number) => Page, string]> = {
    'a total that moves': [
      (offset, limit) => toPage(list.slice(offset, offset + limit), offset === 0 ? 9 : 8),
      'The total moved from 9 to 8 between pages',
    ],
    'rows that end before the total': [
      (offset, limit) => toPage(list.slice(offset, Math.min(5, offset + limit)), 9),
      'The rows ended at 5 where the total is 9',
    ],
    'an empty answer that tells a total': [
      () => toPage([], 9),
      'The rows ended at 0 where the total is 9',
    ],
    'more rows than the total': [
      (offset, limit) => toPage(list.slice(offset, offset + limit), 8),
      '9 rows came where the total is 8',
    ],
    'the same page again': [
      (_offset, limit) => toPage(list.slice(0, limit), 9),
      'A page brought only rows that an earlier one had brought',
    ],
    'the same page again, without a total': [
      (_offset, limit) => toPage(list.slice(0, limit), null),
      'The rows moved between pages',
    ],
    'the same row again, without a total': [
      (offset, limit) => toPage(list.slice(limit === 1 ? offset : 0, 1), null),
      'A page brought only rows that an earlier one had brought',
    ],
    'the last page over and over, as of an offset that is clamped': [
      (offset, limit) => toPage(list.slice(Math.min(offset, 7), offset + limit), null),
      'The rows moved between pages',
    ],
    'rows that moved up, without a total': [
      (offset, limit) => toPage(list.slice(offset === 0 ? 0 : offset + 1).slice(0, limit), null),
      'The rows moved between pages',
    ],
    'rows that moved after an unexpected page, without a total': [
      (offset, limit) => toPage(list.slice(limit === 1 ? offset + 1 : offset).slice(0, 1), null),
      'The rows moved between pages',
    ],
    'rows that went, without a total': [
      (offset, limit) => toPage(offset === 0 ? list.slice(0, limit) : [], null),
      'The rows moved between pages',
    ],
  };

  it.each(Object.entries(faults))('does not trust %s', async (_name, [fetchPage, what]) => {
    const reading = readAll(fetchPage);
    await expect(reading).rejects.toBeInstanceOf(UnstableListError);
    await expect(reading).rejects.toMatchObject({ what });
  });

  it('ends by the signal between two pages', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const pages = readOffsetPages({
      pageSize: 3,
      signal: controller.signal,
      fetchPage: async (offset, limit) => toPage(list.slice(offset, offset + limit), 9),
    });
    await pages.next();
    controller.abort(reason);
    await expect(pages.next()).rejects.toBe(reason);
  });

  it('asks for no page that the reader does not want', async () => {
    let asked = 0;
    const fetchPage = async () => {
      asked += 1;
      return toPage([asked], 9);
    };
    for await (const _page of readOffsetPages({ pageSize: 1, signal, fetchPage })) break;
    expect(asked).toBe(1);
  });

  it('reads a list that stands still completely, whatever the pages', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 40 }), sizes, fc.boolean(), async (count, caps, isCounted) => {
        const rows = ids(count);
        let turn = 0;
        const result = await readAll((offset, limit) => {
          const size = Math.min(limit, caps[turn % caps.length] ?? 1);
          turn += 1;
          return toPage(rows.slice(offset, offset + size), isCounted ? count : null);
        }, 4);
        expect(result.rows).toEqual(rows);
      }),
    );
  });

  /** What happens at the vendor before it answers. */
  const mishap = fc.record({
    /** Rows that come in at the head; negative: that go from there. */
    change: fc.constantFrom(0, 0, 1, 2, -1),
    cap: fc.integer({ min: 2, max: 5 }),
    repeatsPage: fc.boolean(),
  });

  it.each([true, false])(
    'gives a list that moves or repeats itself whole, or not at all (counted: %s)',
    async (isCounted) => {
      const mishaps = fc.array(mishap, { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 20 }), mishaps, async (count, plan) => {
          const live = ids(count);
          let previous: Page | null = null;
          let turn = 0;
          const reading = readAll((offset, limit) => {
            const { change, cap, repeatsPage } = plan[turn] ?? { change: 0, cap: limit };
            if (turn > 0 && change < 0) live.splice(0, -change);
            if (turn > 0)
              live.unshift(...ids(Math.max(0, change)).map(({ id }) => ({ id: id + 100 * turn })));
            turn += 1;
            if (repeatsPage === true && previous !== null) return previous;
            const rows = live.slice(offset, offset + Math.min(limit, cap));
            previous = toPage(rows, isCounted ? live.length : null);
            return previous;
          }, 4);
          const outcome = await reading.catch((error: unknown) => error);
          if (!(outcome instanceof UnstableListError)) {
            expect(outcome).toMatchObject({ rows: ids(count) });
          }
        }),
        { numRuns: 500 },
      );
    },
  );
});
