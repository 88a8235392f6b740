import type { Page } from '@cdr/core';
import type { OffsetPaging } from './read-offset-pages.ts';
import { createRepetitionGuard, unstable } from './repetition-guard.ts';

/**
 * The pages of a list that nobody counts, up to an empty one. A list that gained or lost rows before
 * the place where the reading stands has moved those behind it; so each page is asked for together
 * with the row before it, which must be the one that was read last. When that row comes alone, its
 * page may have been a short one: only an empty page behind it is the end.
 */
export async function* readUncountedPages(
  { pageSize, signal, fetchPage }: OffsetPaging,
  first: Page,
): AsyncGenerator<Page, void, undefined> {
  const refuseRepetition = createRepetitionGuard();
  let received = 0;
  let last = '';
  for (let page = first; ; ) {
    refuseRepetition(page);
    received += page.rows.length;
    last = page.texts.at(-1) ?? last;
    yield page;
    if (received === 0) return;

    signal.throwIfAborted();
    page = pageBehind(last, await fetchPage(received - 1, pageSize));
    if (page.rows.length > 0) continue;
    page = await fetchPage(received, pageSize);
    if (page.rows.length === 0) return;
    pageBehind(last, await fetchPage(received - 1, 1));
  }
}

/** The rows behind the one read last, with which the answer must begin. */
function pageBehind(last: string, { rows, texts, total }: Page): Page {
  if (texts[0] !== last) throw unstable('The rows moved between pages');
  return { rows: rows.slice(1), texts: texts.slice(1), total };
}
