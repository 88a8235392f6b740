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

/** Takes a page of a single row for the last one. */
export async function* stopAtSingleRow({
  pageSize,
  fetchPage,
}: OffsetPaging): AsyncGenerator<Page> {
  const pages: Page[] = [];
  for (;;) {
    const page = await fetchPage(rowsOf(pages), pageSize);
    pages.push(page);
    if (page.rows.length <= 1 || rowsOf(pages) === page.total) break;
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

/** Believes the first total, whatever later answers tell, and takes no more rows than that. */
export async function* believeFirstTotal({
  pageSize,
  fetchPage,
}: OffsetPaging): AsyncGenerator<Page> {
  const pages: Page[] = [];
  let total: number | null = null;
  do {
    const page = await fetchPage(rowsOf(pages), pageSize);
    pages.push(page);
    total ??= page.total ?? 0;
    if (page.rows.length === 0) break;
  } while (rowsOf(pages) < total);
  yield firstRows(pages, total);
}

/** Drops rows that start as the page before ended: it has seen them, or so it thinks. */
export async function* dropTies({ pageSize, fetchPage }: OffsetPaging): AsyncGenerator<Page> {
  const pages: Page[] = [];
  let received = 0;
  for (let last: unknown; ; ) {
    const page = await fetchPage(received, pageSize);
    received += page.rows.length;
    const isKept = (row: unknown) => Object(row).start !== last;
    pages.push(keepRows(page, (at) => isKept(page.rows[at])));
    last = Object(page.rows.at(-1)).start;
    if (received >= (page.total ?? 0)) break;
  }
  yield asOne(pages);
}

/** So many of the rows, without those that came before. */
function firstRows(pages: readonly Page[], most: number): Page {
  const all = asOne(pages);
  const kept = keepRows(all, (at) => at < most && all.texts.indexOf(all.texts[at] ?? '') === at);
  return { ...kept, total: kept.rows.length };
}

function keepRows({ rows, texts, total }: Page, isKept: (at: number) => boolean): Page {
  const kept = [...rows.keys()].filter(isKept);
  return { rows: kept.map((at) => rows[at]), texts: kept.map((at) => texts[at] ?? ''), total };
}

function rowsOf(pages: readonly Page[]): number {
  return pages.reduce((sum, page) => sum + page.rows.length, 0);
}

/** The pages as one, whose total is made up to fit. */
function asOne(pages: readonly Page[]): Page {
  const rows = pages.flatMap((page) => page.rows);
  return { rows, texts: pages.flatMap((page) => page.texts), total: rows.length };
}
