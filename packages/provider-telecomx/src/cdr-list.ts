import type { Call, CallFilter, CallSource, EpochMs } from '@cdr/core';
import { toEpochMs } from '@cdr/core';
import type { CdrQuery } from './cdr-query.ts';
import { type CdrRow, endOf, fromCall } from './from-call.ts';

/** How the list of records behaves where the documents leave room. */
export interface CdrReadings {
  /** The order of records. */
  order: 'asc' | 'desc';
  /** Which time of a call lies within the bounds. Under `end`, calls of more than a day are missed. */
  filterBy: 'start' | 'end';
  /** When a call is first told: when it ends, or at once and without what is still to come. */
  appears: 'at-start' | 'at-end';
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
  { customer, now, ...readings }: CdrReadings & { customer: string; now: EpochMs },
): Promise<CdrPage> {
  const { window, offset, limit } = query;
  const { order, filterBy } = readings;
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
      const told = tellCall(call, now, query, readings);
      if (told === null) continue;
      const row = fromCall(told, customer);
      if (query.matches?.(row, told) === false) continue;
      if (total >= offset && rows.length < limit) rows.push(row);
      total += 1;
    }
  }
  return { rows, total };
}

/** What the vendor tells of a call by now; `null` when that is nothing. */
function tellCall(
  call: Call,
  now: EpochMs,
  { window }: CdrQuery,
  { filterBy, appears }: CdrReadings,
): Call | null {
  const end = endOf(call);
  const isOver = end === null || end <= now;
  if (!isOver && appears === 'at-end') return null;
  const axis = filterBy === 'end' ? (end ?? toEpochMs(call.startedAt)) : toEpochMs(call.startedAt);
  if (axis < window.from || axis >= window.to) return null;
  return isOver ? call : callSoFar(call, now);
}

/** What is known of a call while it goes on. */
function callSoFar(call: Call, now: EpochMs): Call {
  const isTold = (instant: string | null) => instant !== null && toEpochMs(instant) <= now;
  const isAnswered = isTold(call.answeredAt);
  return {
    ...call,
    disposition: isAnswered ? call.disposition : 'unknown',
    missedReason: null,
    answeredAt: isAnswered ? call.answeredAt : null,
    endedAt: null,
    durationMs: null,
    waitMs: null,
    talkMs: null,
    disconnectedBy: null,
  };
}
