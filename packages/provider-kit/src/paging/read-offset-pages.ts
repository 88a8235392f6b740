import type { Page } from '@cdr/core';
import { readList } from './read-list.ts';
import { readUncountedPages } from './read-uncounted-pages.ts';

/** How to read a list by offset and limit. */
export interface OffsetPaging {
  /** Rows to ask for; the vendor may send fewer or more. */
  pageSize: number;
  signal: AbortSignal;
  fetchPage: (offset: number, limit: number) => Promise<Page>;
}

/**
 * Reads a list by offset until it is proven complete. The offset advances by the rows received,
 * never by the size asked for, and a short page proves nothing: the end is `received === total`, or
 * an empty page where the vendor tells no total. Throws `UnstableListError` when the total moves,
 * more rows come than it says, the rows run dry before it, or a page brings only rows seen before;
 * and where there is no total, when the row before a page isn't the one that was read there.
 */
export async function* readOffsetPages(
  paging: OffsetPaging,
): AsyncGenerator<Page, void, undefined> {
  const { pageSize, signal, fetchPage } = paging;
  signal.throwIfAborted();
  const first = await fetchPage(0, pageSize);
  if (first.total === null) yield* readUncountedPages(paging, first);
  else {
    yield* readList({
      signal,
      fetchNext: async (received) => (received === 0 ? first : fetchPage(received, pageSize)),
    });
  }
}
