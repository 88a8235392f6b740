import type { Page } from '@cdr/core';
import { createRepetitionGuard, unstable } from './repetition-guard.ts';

/** How to read a list that comes in pages. */
export interface ListPaging {
  signal: AbortSignal;
  /** Asks for the page behind the rows received so far. */
  fetchNext: (received: number) => Promise<Page>;
}

/**
 * Reads a list page by page until it is proven complete. A short page proves nothing: the end is
 * `received === total`, or an empty page where the vendor tells no total. Throws
 * `UnstableListError` when the total moves, more rows come than it says, the rows run dry before
 * it, or a page brings only rows seen before.
 */
export async function* readList({
  signal,
  fetchNext,
}: ListPaging): AsyncGenerator<Page, void, undefined> {
  const refuseRepetition = createRepetitionGuard();
  let total: number | null = null;
  let received = 0;
  for (;;) {
    signal.throwIfAborted();
    const page = await fetchNext(received);
    total = agreeOnTotal(total, page.total);
    if (page.rows.length === 0 && received > 0 && total === null) return;
    refuseRepetition(page);
    received += page.rows.length;
    refuseContradiction(page, received, total);
    yield page;
    if (page.rows.length === 0 || received === total) return;
  }
}

function agreeOnTotal(before: number | null, now: number | null): number | null {
  if (before !== null && now !== null && before !== now) {
    throw unstable(`The total moved from ${before} to ${now} between pages`);
  }
  return now ?? before;
}

function refuseContradiction(page: Page, received: number, total: number | null): void {
  if (total === null) return;
  if (received > total) throw unstable(`${received} rows came where the total is ${total}`);
  if (page.rows.length === 0 && received < total) {
    throw unstable(`The rows ended at ${received} where the total is ${total}`);
  }
}
