import { type Page, UnstableListError } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumberedPages } from './read-numbered-pages.ts';

const { signal } = new AbortController();
const ids = (count: number) => Array.from({ length: count }, (_, n) => ({ id: n }));

function toPage(rows: readonly unknown[], total: number | null): Page {
  return { rows, texts: rows.map((row) => JSON.stringify(row)), total };
}

async function readAll(
  fetchPage: (page: number) => Page,
  firstPage?: number,
): Promise<{ rows: unknown[]; asked: number[] }> {
  const rows: unknown[] = [];
  const asked: number[] = [];
  const fetch = async (page: number) => {
    asked.push(page);
    return fetchPage(page);
  };
  const paging = { signal, fetchPage: fetch, ...(firstPage !== undefined && { firstPage }) };
  for await (const page of readNumberedPages(paging)) rows.push(...page.rows);
  return { rows, asked };
}

describe('readNumberedPages', () => {
  it('counts from 1, and stops when the rows received are the total', async () => {
    const list = ids(6);
    const read = await readAll((page) => toPage(list.slice(page * 3 - 3, page * 3), 6));
    expect(read).toEqual({ rows: list, asked: [1, 2] });
  });

  it('counts from 0 where the vendor does', async () => {
    const list = ids(5);
    const read = await readAll((page) => toPage(list.slice(page * 3, page * 3 + 3), 5), 0);
    expect(read).toEqual({ rows: list, asked: [0, 1] });
  });

  it('asks up to an empty page where the vendor tells no total', async () => {
    const list = ids(4);
    const read = await readAll((page) => toPage(list.slice(page * 2 - 2, page * 2), null));
    expect(read).toEqual({ rows: list, asked: [1, 2, 3] });
  });

  it('does not trust a vendor that counts from elsewhere', async () => {
    const list = ids(6);
    // Asked for page 1, it gives the second one: the first three rows never come.
    const fromZero = readAll((page) => toPage(list.slice(page * 3, page * 3 + 3), 6));
    await expect(fromZero).rejects.toThrow('The rows ended at 3 where the total is 6');
    // Asked for page 0, it gives the first one, and again when asked for page 1.
    const fromOne = readAll((page) => {
      const first = (Math.max(1, page) - 1) * 3;
      return toPage(list.slice(first, first + 3), 6);
    }, 0);
    await expect(fromOne).rejects.toThrow('only rows that an earlier one had brought');
  });

  it('does not trust a page that was cut short', async () => {
    const list = ids(9);
    const reading = readAll((page) => toPage(list.slice(page * 3 - 3, page * 3 - 1), 9));
    await expect(reading).rejects.toBeInstanceOf(UnstableListError);
  });

  it('reads a list that stands still completely, whatever the size of pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 40 }),
        fc.integer({ min: 1, max: 45 }),
        fc.boolean(),
        async (count, size, isCounted) => {
          const list = ids(count);
          const { rows } = await readAll((page) =>
            toPage(list.slice((page - 1) * size, page * size), isCounted ? count : null),
          );
          expect(rows).toEqual(list);
        },
      ),
    );
  });
});
