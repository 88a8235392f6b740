import type { CallFields, CallFilter } from '@cdr/core';

/** The filters as typed, apart from the range of time; those of one key are alternatives. */
export interface CallFilterOptions {
  id?: string[] | undefined;
  source?: string[] | undefined;
  direction?: CallFields['direction'][] | undefined;
  disposition?: CallFields['disposition'][] | undefined;
  kind?: CallFields['kind'][] | undefined;
  number?: string[] | undefined;
  agent?: string[] | undefined;
  queue?: string[] | undefined;
  tag?: string[] | undefined;
}

/** The filter that these options mean; all keys must hold. */
export function callFilterOf(options: CallFilterOptions): CallFilter {
  const { id, source, direction, disposition, kind, number, agent, queue, tag } = options;
  return {
    ...(id === undefined ? {} : { id }),
    ...(source === undefined ? {} : { source }),
    ...(direction === undefined ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(kind === undefined ? {} : { kind }),
    ...(number === undefined ? {} : { number }),
    ...(agent === undefined ? {} : { agent }),
    ...(queue === undefined ? {} : { queue }),
    ...(tag === undefined ? {} : { tag }),
  };
}
