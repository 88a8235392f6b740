import { type Call, type CallFilter, type CallSource, type EpochMs, toEpochMs } from '@cdr/core';
import { createMatchFinder, type MatchPage } from '@cdr/provider-kit';
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

/** Whose calls, as of when, and how they are told. */
export interface CdrContext extends CdrReadings {
  customer: string;
  now: EpochMs;
}

/** A page of records. */
interface CdrPage {
  rows: CdrRow[];
  /** Of all pages. */
  total: number;
}

/** Finds the page that a query asks for. */
export type CdrFinder = (query: CdrQuery, context: CdrContext) => Promise<CdrPage>;

/** A part of a list, of which pages can be asked for. */
type Part = (offset: number, limit: number) => Promise<MatchPage>;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Finds records among calls; faxes and text messages are left out. Calls that started more than a day
 * ago are taken to have ended: of them, a page costs no more than its own rows. The others are looked
 * at one by one.
 */
export function createCdrFinder(calls: CallSource): CdrFinder {
  const findMatches = createMatchFinder(calls);

  function settledPart(filter: CallFilter, query: CdrQuery, context: CdrContext): Part {
    const { records } = query;
    const { customer, order } = context;
    if (records !== null) {
      const { by, matches } = records;
      const isMeant = (call: Call) => matches(fromCall(call, customer), call);
      return (offset, limit) => findMatches({ filter, order, offset, limit, by, matches: isMeant });
    }
    return async (offset, limit) => {
      const total = await calls.count(filter);
      const page: Call[] = [];
      for await (const batch of calls.read({ filter, order, offset, limit })) page.push(...batch);
      return { total, calls: page };
    };
  }

  function runningPart(filter: CallFilter, query: CdrQuery, context: CdrContext): Part {
    const { window, records } = query;
    const { customer, now, order, filterBy, appears } = context;
    return async (offset, limit) => {
      const page: MatchPage = { total: 0, calls: [] };
      for await (const batch of calls.read({ filter, order })) {
        for (const call of batch) {
          const axis = axisOf(call, filterBy);
          if (axis < window.from || axis >= window.to) continue;
          const told = tellCall(call, now, appears);
          if (told === null || records?.matches(fromCall(told, customer), told) === false) continue;
          if (page.total >= offset && page.calls.length < limit) page.calls.push(told);
          page.total += 1;
        }
      }
      return page;
    };
  }

  return async (query, context) => {
    const { window, offset, limit } = query;
    const { customer, now, order, filterBy } = context;
    const kind = ['call'] as const;
    const to = Math.min(window.to, now + 1);
    const byStart = filterBy === 'start';
    const from = byStart ? window.from : window.from - dayMs;
    // A round hour, so that the same calls are settled for a while.
    const settledTo = byStart ? Math.floor((now - dayMs) / hourMs) * hourMs : from;
    const settled = { kind, from, to: Math.min(to, settledTo) };
    const running = { kind, from: Math.max(from, settledTo), to };
    const parts = [settledPart(settled, query, context), runningPart(running, query, context)];
    const page: MatchPage = { total: 0, calls: [] };
    for (const part of order === 'asc' ? parts : parts.reverse()) {
      const left = limit - page.calls.length;
      const own = await part(Math.max(0, offset - page.total), left);
      page.total += own.total;
      page.calls.push(...own.calls);
    }
    return { rows: page.calls.map((call) => fromCall(call, customer)), total: page.total };
  };
}

/** Which time of a call is compared with the bounds. */
function axisOf(call: Call, filterBy: CdrReadings['filterBy']): EpochMs {
  const start = toEpochMs(call.startedAt);
  return filterBy === 'end' ? (endOf(call) ?? start) : start;
}
