import type { Call, CallFilter, CallKey, CallSource } from '@cdr/core';

/** Asks for a page of the calls that only a look at each can tell. */
export interface MatchQuery {
  /** Holds for every call that matches, and perhaps for more. */
  filter: CallFilter;
  order: 'asc' | 'desc';
  /** Matching calls to leave out. */
  offset: number;
  limit: number;
  matches: (call: Call) => boolean;
  /** What decides, as text: the same text matches the same calls. */
  by: string;
}

/** A page, and how many calls match altogether. */
export interface MatchPage {
  total: number;
  calls: Call[];
}

/** What is known of a list: every thousandth of its calls. */
interface KnownList {
  total: number;
  bookmarks: readonly CallKey[];
}

const bookmarkEvery = 1000;
const keptLists = 32;
/** Where few calls match, small readings would be many. */
const leastRead = 500;

/**
 * Finds pages of calls by what a source of calls can't be asked for. The first page of a list goes
 * through all of it; further ones begin near their place, as long as the calls stay the same and the
 * source can tell.
 */
export function createMatchFinder(calls: CallSource): (query: MatchQuery) => Promise<MatchPage> {
  const lists = new Map<string, KnownList>();
  let listsRevision: number | null = null;

  function knownList(key: string, revision: number): KnownList | null {
    if (revision !== listsRevision) lists.clear();
    listsRevision = revision;
    return lists.get(key) ?? null;
  }

  function keep(key: string, list: KnownList): void {
    lists.delete(key);
    lists.set(key, list);
    for (const oldest of lists.keys()) {
      if (lists.size <= keptLists) return;
      lists.delete(oldest);
    }
  }

  return async (query) => {
    const revision = calls.revision?.() ?? null;
    const key = JSON.stringify([query.filter, query.order, query.by]);
    const known = revision === null ? null : knownList(key, revision);
    if (known !== null) {
      const page = await readPage(calls, known, query);
      if (calls.revision?.() === revision) return page;
    }
    const { list, page } = await goThrough(calls, query);
    if (revision !== null && revision === listsRevision && calls.revision?.() === revision) {
      keep(key, list);
    }
    return page;
  };
}

async function goThrough(
  calls: CallSource,
  { filter, order, offset, limit, matches }: MatchQuery,
): Promise<{ list: KnownList; page: MatchPage }> {
  const bookmarks: CallKey[] = [];
  const found: Call[] = [];
  let total = 0;
  for await (const batch of calls.read({ filter, order })) {
    for (const call of batch) {
      if (!matches(call)) continue;
      if (total >= offset && found.length < limit) found.push(call);
      total += 1;
      if (total % bookmarkEvery === 0) bookmarks.push({ startedAt: call.startedAt, id: call.id });
    }
  }
  return { list: { total, bookmarks }, page: { total, calls: found } };
}

async function readPage(
  calls: CallSource,
  { total, bookmarks }: KnownList,
  { filter, order, offset, limit, matches }: MatchQuery,
): Promise<MatchPage> {
  const found: Call[] = [];
  const bookmark = Math.min(Math.floor(offset / bookmarkEvery), bookmarks.length);
  let after = bookmarks[bookmark - 1];
  let skip = offset - bookmark * bookmarkEvery;
  for (let isMore = offset < total; isMore && found.length < limit; ) {
    const size = Math.max(leastRead, skip + limit - found.length);
    let received = 0;
    for await (const batch of calls.read({ filter, order, ...(after && { after }), limit: size })) {
      received += batch.length;
      const matching = batch.filter(matches);
      found.push(...matching.slice(skip, skip + limit - found.length));
      skip = Math.max(0, skip - matching.length);
      after = batch.at(-1) ?? after;
    }
    isMore = received === size;
  }
  return { total, calls: found };
}
