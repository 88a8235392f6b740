import type { CallFilter, CallSource } from '@cdr/core';

/** How a vendor shortens the windows that it is asked for. */
export interface Shortening {
  /** The part that it answers. */
  answered: 'first' | 'last';
  spanMs: number;
}

/** The calls as a vendor sees them that answers no more than `spanMs` of any window. */
export function shortening(calls: CallSource, { answered, spanMs }: Shortening): CallSource {
  function shorten(filter: CallFilter = {}): CallFilter {
    const { from, to } = filter;
    if (from === undefined || to === undefined) return filter;
    return answered === 'first'
      ? { ...filter, to: Math.min(to, from + spanMs) }
      : { ...filter, from: Math.max(from, to - spanMs) };
  }
  return {
    count: (filter) => calls.count(shorten(filter)),
    read: (query = {}) => calls.read({ ...query, filter: shorten(query.filter) }),
  };
}
