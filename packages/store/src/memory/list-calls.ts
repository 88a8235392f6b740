import {
  type Call,
  type CallFilter,
  type CallQuery,
  compareCallKeys,
  matchesCall,
} from '@cdr/core';
import { parseRaw } from '../reading/parse-raw.ts';

/** A call as it is kept in memory. */
export interface StoredRow {
  call: Call;
  raw: string | null;
  hash: number;
}

type StoredCalls = ReadonlyMap<string, ReadonlyMap<string, StoredRow>>;

/** The calls that the filter means, in no order. */
export function selectCalls(sources: StoredCalls, filter: CallFilter = {}): StoredRow[] {
  return [...sources.values()]
    .flatMap((calls) => [...calls.values()])
    .filter(({ call }) => matchesCall(call, filter));
}

/** The calls that the query means, as copies. */
export function listCalls(sources: StoredCalls, query: CallQuery = {}): Call[] {
  const { filter, order = 'asc', after, offset = 0, limit = Number.POSITIVE_INFINITY } = query;
  const sign = order === 'asc' ? 1 : -1;
  return selectCalls(sources, filter)
    .filter(({ call }) => after === undefined || sign * compareCallKeys(call, after) > 0)
    .sort((a, b) => sign * compareCallKeys(a.call, b.call))
    .slice(offset, offset + limit)
    .map(({ call, raw }) => ({
      ...structuredClone(call),
      ...(query.raw === true && raw !== null ? { raw: parseRaw(raw) } : {}),
    }));
}
