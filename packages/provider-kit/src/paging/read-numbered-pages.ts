import type { Page } from '@cdr/core';
import { readList } from './read-list.ts';

/** How to read a list by the numbers of its pages. */
export interface NumberedPaging {
  /** The vendor's number of the first page. Default 1. */
  firstPage?: number;
  signal: AbortSignal;
  fetchPage: (page: number) => Promise<Page>;
}

/**
 * Reads a list page after page until it is proven complete, by the proof of `readOffsetPages` and
 * with its errors. How many rows make a page is the vendor's affair, but it must stay the same from
 * page to page: a page cut short has lost its other rows, which only a total can tell.
 */
export function readNumberedPages({
  firstPage = 1,
  signal,
  fetchPage,
}: NumberedPaging): AsyncGenerator<Page, void, undefined> {
  let page = firstPage - 1;
  return readList({
    signal,
    fetchNext() {
      page += 1;
      return fetchPage(page);
    },
  });
}
