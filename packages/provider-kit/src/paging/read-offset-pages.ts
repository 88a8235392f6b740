import type { Page } from '@cdr/core';
import { readList } from './read-list.ts';

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
 * more rows come than it says, the rows run dry before it, or a page brings only rows seen before.
 */
export function readOffsetPages({
  pageSize,
  signal,
  fetchPage,
}: OffsetPaging): AsyncGenerator<Page, void, undefined> {
  return readList({ signal, fetchNext: (received) => fetchPage(received, pageSize) });
}
