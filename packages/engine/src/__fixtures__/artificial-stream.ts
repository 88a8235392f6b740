import type { CallStream } from '@cdr/core';

/** The stream of a vendor that numbers its records, pages and counts. */
export const pagedStream: CallStream = {
  id: 'calls',
  default: true,
  kind: 'calls',
  window: {
    axis: 'start',
    from: 'inclusive',
    to: 'exclusive',
    granularity: 'PT1M',
    maxSpan: null,
    overSpan: 'unknown',
    span: 'P1D',
    retention: null,
    margin: 'PT0S',
  },
  time: { request: 'utc', response: 'utc', precision: 'second' },
  paging: { kind: 'offset', maxPageSize: 3, total: 'exact', order: 'desc', cap: null },
  identity: 'id',
  finality: { settle: 'PT1H', revisit: 'PT1H', mutable: true },
  limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
  filters: [],
  fields: [],
  dispositions: [],
};

/** The stream of a vendor without ids, pages and totals. */
export const listStream: CallStream = {
  ...pagedStream,
  paging: { kind: 'none', maxPageSize: null, total: 'none', order: 'unknown', cap: null },
  identity: 'content',
};
