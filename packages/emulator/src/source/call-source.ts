import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Call,
  type CallFilter,
  type CallQuery,
  type CallSource,
  endedInIvr,
  matchesCall,
} from '@cdr/core';
import { countLeading, type OrderedCalls } from './ordered-calls.ts';

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

/**
 * A source over ordered calls that stay as they are. Which of them were lost in a menu is found once,
 * by going through all, so that any page of millions costs as little as the first.
 */
export function createConstantSource(calls: OrderedCalls): CallSource {
  const plain = createCallSource(() => calls);
  let places: Promise<IvrPlaces> | null = null;

  /** The places of the calls that a filter means, in all time; `null` where that takes a look at each. */
  async function placesFor({ endedInIvr: wanted, ...rest }: CallFilter): Promise<number[] | null> {
    if (wanted === undefined || matcherOf(calls, rest) !== null) return null;
    places ??= findIvrPlaces(calls);
    const { ended, others } = await places;
    return wanted ? ended : others;
  }

  return {
    revision: () => 0,
    async count(filter = {}) {
      const own = await placesFor(filter);
      if (own === null) return plain.count(filter);
      const { from, to } = placesWithin(own, rangeOf(calls, { filter }));
      return to - from;
    },
    async *read(query = {}) {
      const { filter = {}, order = 'asc', offset = 0, limit = Number.POSITIVE_INFINITY } = query;
      const own = await placesFor(filter);
      if (own === null) {
        yield* plain.read(query);
        return;
      }
      const page = pageOf(placesWithin(own, rangeOf(calls, query)), order, offset, limit);
      if (page.from >= page.to) return;
      const range = { from: own[page.from] ?? 0, to: (own[page.to - 1] ?? 0) + 1 };
      for await (const batch of batchesOf(calls, range, order)) {
        const wanted = batch.filter((call) => endedInIvr(call) === filter.endedInIvr);
        if (wanted.length > 0) yield query.raw ? wanted : wanted.map(withoutRaw);
      }
    },
  };
}

/** Places of calls in the total order, ascending. */
interface IvrPlaces {
  ended: number[];
  others: number[];
}

async function findIvrPlaces(calls: OrderedCalls): Promise<IvrPlaces> {
  const places: IvrPlaces = { ended: [], others: [] };
  let place = 0;
  for await (const batch of batchesOf(calls, { from: 0, to: calls.length }, 'asc')) {
    for (const call of batch) {
      places[endedInIvr(call) ? 'ended' : 'others'].push(place);
      place += 1;
    }
  }
  return places;
}

/** Which of the places lie in a range. */
function placesWithin(places: readonly number[], { from, to }: Range): Range {
  const before = (bound: number) =>
    countLeading(places.length, (position) => (places[position] ?? 0) < bound);
  const first = before(from);
  return { from: first, to: Math.max(first, before(to)) };
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
