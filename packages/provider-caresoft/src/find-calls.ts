import {
  type Call,
  type CallFilter,
  type CallSource,
  endedInIvr,
  toEpochMs,
  type Window,
  type Zone,
} from '@cdr/core';
import { createMatchFinder } from '@cdr/provider-kit';
import type { CallQuery } from './call-query.ts';
import { endOf, fromCall } from './from-call.ts';

/** One page of what a query finds. */
export interface FoundCalls {
  numFound: number;
  found: { call: Call; isIvr: boolean }[];
}

/** Answers queries over a source of calls. */
export function createCallFinder(
  calls: CallSource,
  { zone, ivr }: { zone: Zone; ivr: 'apart' | 'all' },
): (query: CallQuery) => Promise<FoundCalls> {
  const findMatches = createMatchFinder(calls);

  /** By what a source of calls can be asked for. */
  async function findPlain(filter: CallFilter, query: CallQuery): Promise<FoundCalls> {
    const { order, offset, limit } = query;
    const numFound = await calls.count(filter);
    const found: FoundCalls['found'] = [];
    for await (const batch of calls.read({ filter, order, offset, limit })) {
      found.push(...batch.map(toFound));
    }
    return { numFound, found };
  }

  return async (query) => {
    const { window, narrowed, ended, rows, isIvr, order, offset, limit } = query;
    const isAll = isIvr && ivr === 'all';
    const sort = isAll ? {} : { endedInIvr: isIvr };
    const filter: CallFilter = { kind: ['call'], ...narrowed, ...window, ...sort };
    if (rows === null && ended === null) return findPlain(filter, query);
    const page = await findMatches({
      filter,
      order,
      offset,
      limit,
      by: JSON.stringify([ended, rows?.by]),
      matches: (call) =>
        (ended === null || endedWithin(ended, call)) &&
        (rows === null || rows.matches(fromCall(call, zone))),
    });
    return { numFound: page.total, found: page.calls.map(toFound) };
  };
}

function toFound(call: Call): FoundCalls['found'][number] {
  return { call, isIvr: endedInIvr(call) };
}

/** A call whose end nobody knows counts as ended when it began. */
function endedWithin({ from, to }: Window, call: Call): boolean {
  const end = endOf(call) ?? toEpochMs(call.startedAt);
  return end >= from && end < to;
}
