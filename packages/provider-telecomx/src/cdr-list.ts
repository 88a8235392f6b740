import { type Call, type CallFilter, type CallSource, type EpochMs, toEpochMs } from '@cdr/core';
import type { CdrQuery } from './cdr-query.ts';
import { type CdrRow, fromCall } from './from-call.ts';
import { type Appearance, endOf, tellCall } from './told-call.ts';

/** How the list of records behaves where the documents leave room. */
export interface CdrReadings {
  /** The order of records. */
  order: 'asc' | 'desc';
  /** Which time of a call lies within the bounds. Under `end`, calls of more than a day are missed. */
  filterBy: 'start' | 'end';
  appears: Appearance;
}

/** A page of records. */
export interface CdrPage {
  rows: CdrRow[];
  /** Of all pages. */
  total: number;
}

const dayMs = 86_400_000;

/** The page that a query asks `customer`'s calls for. Faxes and text messages are left out. */
export async function findCdrs(
  calls: CallSource,
  query: CdrQuery,
  { customer, now, order, filterBy, appears }: CdrReadings & { customer: string; now: EpochMs },
): Promise<CdrPage> {
  const { window, offset, limit } = query;
  const filter: CallFilter = {
    kind: ['call'],
    from: filterBy === 'start' ? window.from : window.from - dayMs,
    to: Math.min(window.to, now + 1),
  };
  const rows: CdrRow[] = [];
  // Calls that started more than a day ago are taken to have ended.
  const isPlain = query.matches === null && filterBy === 'start' && window.to <= now - dayMs;
  if (isPlain) {
    for await (const batch of calls.read({ filter, order, offset, limit })) {
      for (const call of batch) rows.push(fromCall(call, customer));
    }
    return { rows, total: await calls.count(filter) };
  }
  let total = 0;
  for await (const batch of calls.read({ filter, order })) {
    for (const call of batch) {
      const axis = axisOf(call, filterBy);
      if (axis < window.from || axis >= window.to) continue;
      const told = tellCall(call, now, appears);
      if (told === null) continue;
      const row = fromCall(told, customer);
      if (query.matches?.(row, told) === false) continue;
      if (total >= offset && rows.length < limit) rows.push(row);
      total += 1;
    }
  }
  return { rows, total };
}

/** Which time of a call is compared with the bounds. */
function axisOf(call: Call, filterBy: CdrReadings['filterBy']): EpochMs {
  const start = toEpochMs(call.startedAt);
  return filterBy === 'end' ? (endOf(call) ?? start) : start;
}
