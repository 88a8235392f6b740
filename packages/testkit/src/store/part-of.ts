import { type Call, type CallQuery, compareCallKeys, matchesCall } from '@cdr/core';

/** What a query means of these calls. */
export function partOf(calls: readonly Call[], query: CallQuery): Call[] {
  const { filter = {}, order = 'asc', after, offset: skip = 0, limit } = query;
  const sign = order === 'asc' ? 1 : -1;
  return calls
    .filter((call) => matchesCall(call, filter))
    .filter((call) => after === undefined || sign * compareCallKeys(call, after) > 0)
    .sort((a, b) => sign * compareCallKeys(a, b))
    .slice(skip, limit === undefined ? undefined : skip + limit);
}
