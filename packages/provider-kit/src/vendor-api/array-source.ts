import {
  type Call,
  type CallQuery,
  type CallSource,
  compareCallKeys,
  matchesCall,
} from '@cdr/core';

const batchSize = 1000;

/**
 * A source over an array of calls, which may change between readings, as a vendor's list does. Goes
 * through the whole array for every question: for tests and examples.
 */
export function createArraySource(calls: readonly Call[]): CallSource {
  return {
    count: async (filter = {}) => calls.filter((call) => matchesCall(call, filter)).length,
    async *read({
      filter = {},
      order = 'asc',
      after,
      offset = 0,
      limit,
      raw = false,
    }: CallQuery = {}) {
      const sign = order === 'asc' ? 1 : -1;
      const found = calls
        .filter((call) => matchesCall(call, filter))
        .filter((call) => after === undefined || sign * compareCallKeys(call, after) > 0)
        .sort((a, b) => sign * compareCallKeys(a, b))
        .slice(offset, limit === undefined ? undefined : offset + limit)
        .map((call) => (raw ? call : { ...call, raw: undefined }));
      for (let at = 0; at < found.length; at += batchSize) yield found.slice(at, at + batchSize);
    },
  };
}
