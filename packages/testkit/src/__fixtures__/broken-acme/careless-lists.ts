import type { Page } from '@cdr/core';
import type { OffsetPaging } from '@cdr/provider-kit';

/** Takes a page that isn't full for the last one. */
export async function* stopAtShortPage({
  pageSize,
  fetchPage,
}: OffsetPaging): AsyncGenerator<Page> {
  const pages: Page[] = [];
  for (;;) {
    const page = await fetchPage(rowsOf(pages), pageSize);
    pages.push(page);
    if (page.rows.length < pageSize) break;
  }
  yield asOne(pages);
}

/** Goes on by the number of rows that it asked for, not by what it got. */
export async function* advanceBySizeAsked({
  pageSize,
  fetchPage,
}: OffsetPaging): AsyncGenerator<Page> {
  const pages: Page[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const page = await fetchPage(offset, pageSize);
    pages.push(page);
    if (offset + pageSize >= (page.total ?? 0)) break;
  }
  yield asOne(pages);
}

/** Reads on until a page is empty, and doesn't look at what the vendor counts. */
export async function* ignoreTotal({ pageSize, fetchPage }: OffsetPaging): AsyncGenerator<Page> {
  const pages: Page[] = [];
  for (;;) {
    const page = await fetchPage(rowsOf(pages), pageSize);
    if (page.rows.length === 0) break;
    pages.push(page);
  }
  yield asOne(pages);
}

function rowsOf(pages: readonly Page[]): number {
  return pages.reduce((sum, page) => sum + page.rows.length, 0);
}

/** The pages as one, whose total is made up to fit. */
function asOne(pages: readonly Page[]): Page {
  const rows = pages.flatMap((page) => page.rows);
  return { rows, texts: pages.flatMap((page) => page.texts), total: rows.length };
}
