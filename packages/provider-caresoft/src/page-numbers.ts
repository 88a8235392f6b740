import { CdrError, type Page, UnstableListError } from '@cdr/core';
import { readOffsetPages } from '@cdr/provider-kit';
import type { CallPage } from './read-answer.ts';

/** Asks for one page of a list by its number, of that many rows. */
type AskForPage = (page: number, count: number) => Promise<CallPage>;

/** Reads lists page by page, and remembers how this vendor numbers its pages. */
export type ListReader = (ask: AskForPage, signal: AbortSignal) => AsyncGenerator<Page>;

/**
 * A reader of lists with numbered pages. It goes on behind the rows received: by the number that a
 * page there has when all pages are of a size that divides them. Pages cut short by the vendor set
 * the size of those after them. Whether the first page is called 1, as seen, or 0 shows by the total:
 * the last page of a list counted from 1 is empty in a list counted from 0.
 */
export function createListReader(maxPageSize: number): ListReader {
  let firstPage: 0 | 1 | null = null;
  let learning: Promise<0 | 1> | null = null;

  async function askForFirst(ask: AskForPage): Promise<CallPage> {
    const asked = firstPage ?? 1;
    const page = await ask(asked, maxPageSize);
    if (page.total === 0) return page;
    if (firstPage === null && page.rows.length === page.total) firstPage = 1;
    if (firstPage === null) {
      learning ??= learnFirst(ask, page).finally(() => {
        learning = null;
      });
      firstPage = await learning;
    }
    return firstPage === asked ? page : ask(firstPage, maxPageSize);
  }

  return async function* read(ask, signal) {
    let pageSize = maxPageSize;
    async function fetchPage(offset: number): Promise<CallPage> {
      const count = offset === 0 ? pageSize : largestDivisor(offset, pageSize);
      const page =
        offset === 0 ? await askForFirst(ask) : await ask((firstPage ?? 1) + offset / count, count);
      const size = page.rows.length;
      if (size > 0 && size < count && offset + size < page.total)
        pageSize = Math.min(pageSize, size);
      return page;
    }
    try {
      yield* readOffsetPages({ pageSize: maxPageSize, signal, fetchPage });
    } catch (error) {
      // What a contradictory answer has taught is nothing to build on.
      firstPage = null;
      throw error;
    }
  };
}

/** The number of the first page of a list that holds more than the page called 1. */
async function learnFirst(ask: AskForPage, page: CallPage): Promise<0 | 1> {
  const size = page.rows.length;
  if (size > 0) {
    const last = await ask(Math.ceil(page.total / size), size);
    if (last.total !== page.total) throw contradiction();
    if (last.rows.length > 0) return 1;
  }
  const zeroth = await ask(0, Math.max(size, 1)).catch(toContradiction);
  const isFirst = zeroth.rows.length > 0 && zeroth.texts[0] !== page.texts[0];
  if (!isFirst || zeroth.total !== page.total) throw contradiction();
  return 0;
}

function largestDivisor(number: number, limit: number): number {
  let divisor = Math.min(number, limit);
  while (number % divisor !== 0) divisor -= 1;
  return divisor;
}

/** Page 0 is no page where they are counted from 1. */
function toContradiction(error: unknown): never {
  const isRefused = CdrError.isInstance(error) && error.code === 'vendor-response';
  throw isRefused && !error.retryable ? contradiction() : error;
}

function contradiction(): UnstableListError {
  return new UnstableListError({
    what: 'The first page holds less than numFound promises, and no other page holds the rest',
    todo: 'The range stays uncovered, and the next sync reads it again',
  });
}
