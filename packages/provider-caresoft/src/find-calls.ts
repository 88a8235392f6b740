import { type Call, type CallSource, toEpochMs, type Window, type Zone } from '@cdr/core';
import type { CallQuery } from './call-query.ts';
import { endedInIvr } from './ended-in-ivr.ts';
import { endOf, fromCall } from './from-call.ts';
import { createIvrIndex, placeOf } from './ivr-index.ts';

/** One page of what a query finds. */
export interface FoundCalls {
  numFound: number;
  found: { call: Call; isIvr: boolean }[];
}

const kind = ['call'] as const;

/** Answers queries over a source of calls. Without filters, a page costs no more than its own rows. */
export function createCallFinder(
  calls: CallSource,
  { zone, ivr }: { zone: Zone; ivr: 'apart' | 'all' },
): (query: CallQuery) => Promise<FoundCalls> {
  const index = createIvrIndex(calls);
  const toFound = (call: Call) => ({ call, isIvr: endedInIvr(call) });

  /** Everything, of both sorts. */
  async function findAll({ window, order, offset, limit }: CallQuery): Promise<FoundCalls> {
    const filter = { kind, ...window };
    const found = [];
    for await (const batch of calls.read({ filter, order, offset, limit })) {
      found.push(...batch.map(toFound));
    }
    return { numFound: await calls.count(filter), found };
  }

  /** One of the two sorts, by places. */
  async function findPlain(query: CallQuery): Promise<FoundCalls> {
    const { window, isIvr, order, offset, limit } = query;
    const range = await index.rangeOf(window);
    const numFound = isIvr ? range.places.length : range.total - range.places.length;
    const end = order === 'asc' ? Math.min(numFound, offset + limit) : numFound - offset;
    const begin = order === 'asc' ? offset : Math.max(0, end - limit);
    if (begin >= end) return { numFound, found: [] };
    const sort = isIvr ? 'ivr' : 'usual';
    const first = placeOf(range, sort, begin);
    const page = { offset: first, limit: placeOf(range, sort, end - 1) - first + 1 };
    const found: FoundCalls['found'] = [];
    for await (const batch of calls.read({ filter: { kind, ...window }, ...page })) {
      found.push(...batch.map(toFound).filter((own) => own.isIvr === isIvr));
    }
    return { numFound, found: order === 'asc' ? found : found.reverse() };
  }

  /** By filters that a source of calls doesn't know, which takes a look at each. */
  async function findMatching(query: CallQuery): Promise<FoundCalls> {
    const { window, narrowed, ended, matches, isIvr, order, offset, limit } = query;
    const filter = { kind, ...narrowed, ...window };
    const found: FoundCalls['found'] = [];
    let numFound = 0;
    for await (const batch of calls.read({ filter, order })) {
      for (const call of batch) {
        const own = toFound(call);
        if (own.isIvr !== isIvr && !(isIvr && ivr === 'all')) continue;
        if (ended !== null && !endedWithin(ended, call)) continue;
        if (matches !== null && !matches(fromCall(call, zone))) continue;
        if (numFound >= offset && found.length < limit) found.push(own);
        numFound += 1;
      }
    }
    return { numFound, found };
  }

  return (query) => {
    if (query.matches !== null || query.ended !== null) return findMatching(query);
    return query.isIvr && ivr === 'all' ? findAll(query) : findPlain(query);
  };
}

/** A call whose end nobody knows counts as ended when it began. */
function endedWithin({ from, to }: Window, call: Call): boolean {
  const end = endOf(call) ?? toEpochMs(call.startedAt);
  return end >= from && end < to;
}
