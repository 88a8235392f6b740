import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Call,
  type CallFilter,
  type CallQuery,
  type CallSource,
  matchesCall,
} from '@cdr/core';
import type { OrderedCalls } from './ordered-calls.ts';

const batchSize = 1000;

/** Positions `[from, to)` of the total order. */
interface Range {
  from: number;
  to: number;
}

/**
 * A source over ordered calls. A range of time with offset and limit costs no more than the calls
 * it gives, an id no more than the calls among which it must be; other filters look at every call of
 * the range. A reading sees the calls that `current` gave when it began.
 */
export function createCallSource(current: () => OrderedCalls): CallSource {
  return {
    async count(filter = {}) {
      const calls = current();
      const range = rangeOf(calls, { filter });
      const matches = matcherOf(calls, filter);
      if (matches === null) return Math.max(0, range.to - range.from);
      let count = 0;
      for await (const batch of batchesOf(calls, range, 'asc'))
        count += batch.filter(matches).length;
      return count;
    },
    async *read(query = {}) {
      const calls = current();
      for await (const batch of select(calls, query))
        yield query.raw ? batch : batch.map(withoutRaw);
    },
  };
}

/** A source over ordered calls that stay as they are. */
export function createConstantSource(calls: OrderedCalls): CallSource {
  return { ...createCallSource(() => calls), isConstant: true };
}

async function* select(calls: OrderedCalls, query: CallQuery): AsyncGenerator<Call[]> {
  const { filter = {}, order = 'asc', offset = 0, limit = Number.POSITIVE_INFINITY } = query;
  const range = rangeOf(calls, query);
  const matches = matcherOf(calls, filter);
  if (matches === null) {
    yield* batchesOf(calls, pageOf(range, order, offset, limit), order);
    return;
  }
  let toSkip = offset;
  let toGive = limit;
  for await (const batch of batchesOf(calls, toGive > 0 ? range : { from: 0, to: 0 }, order)) {
    const matching = batch.filter(matches);
    const page = matching.slice(toSkip, toSkip + toGive);
    toSkip = Math.max(0, toSkip - matching.length);
    toGive -= page.length;
    if (page.length > 0) yield page;
    if (toGive === 0) return;
  }
}

function rangeOf(calls: OrderedCalls, { filter = {}, order = 'asc', after }: CallQuery): Range {
  if (isExcluded(calls.common.source, filter.source)) return { from: 0, to: 0 };
  if (isExcluded(calls.common.kind, filter.kind)) return { from: 0, to: 0 };
  const places = filter.id?.map((id) => calls.placesOf(id)) ?? [{ from: 0, to: calls.length }];
  const range = {
    from: Math.max(
      Math.min(...places.map(({ from }) => from)),
      filter.from === undefined ? 0 : calls.countBefore(filter.from),
    ),
    to: Math.min(
      Math.max(...places.map(({ to }) => to)),
      filter.to === undefined ? calls.length : calls.countBefore(filter.to),
    ),
  };
  if (after === undefined) return range;
  return order === 'asc'
    ? { from: Math.max(range.from, calls.countTo(after, 'through')), to: range.to }
    : { from: range.from, to: Math.min(range.to, calls.countTo(after, 'before')) };
}

function pageOf({ from, to }: Range, order: 'asc' | 'desc', offset: number, limit: number): Range {
  if (order === 'asc') return { from: from + offset, to: Math.min(to, from + offset + limit) };
  return { from: Math.max(from, to - offset - limit), to: to - offset };
}

/** Lets the event loop turn between batches, so that long readings don't silence a server. */
async function* batchesOf(
  calls: OrderedCalls,
  { from, to }: Range,
  order: 'asc' | 'desc',
): AsyncGenerator<Call[]> {
  for (let given = 0; given < to - from; given += batchSize) {
    if (given > 0) await nextTurn();
    yield order === 'asc'
      ? calls.slice(from + given, Math.min(to, from + given + batchSize))
      : calls.slice(Math.max(from, to - given - batchSize), to - given).reverse();
  }
}

function isExcluded<T>(common: T | null, wanted: readonly T[] | undefined): boolean {
  return common !== null && wanted !== undefined && !wanted.includes(common);
}

/** What is left to ask of each call once its place in time is settled; `null` when nothing is. */
function matcherOf(
  { common }: OrderedCalls,
  { from: _from, to: _to, ...filter }: CallFilter,
): ((call: Call) => boolean) | null {
  if (common.source !== null) delete filter.source;
  if (common.kind !== null) delete filter.kind;
  const asked = Object.values(filter).some((values) => values !== undefined);
  return asked ? (call) => matchesCall(call, filter) : null;
}

function withoutRaw(call: Call): Call {
  if (call.raw === undefined) return call;
  const { raw: _raw, ...rest } = call;
  return rest;
}
