import type { Manifest, StatisticsStream } from '@cdr/core';

/** Acme names hours within a day, and days within a month. */
function sums(
  interval: 'hour' | 'day',
  calendarUnit: StatisticsStream['window']['calendarUnit'],
): StatisticsStream {
  return {
    id: `sums-${interval}`,
    default: false,
    kind: 'statistics',
    interval,
    window: { calendarUnit, retention: null },
    time: { request: 'utc' },
    finality: { settle: 'PT6H', revisit: 'P1D' },
    limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
    values: ['outboundCalls', 'outboundAnswered', 'inboundCalls', 'inboundAnswered'],
  };
}

/**
 * What the Acme of the tests can do: pages over a list in order, local time, ids, short windows; sums
 * of agents; notes.
 */
export const acmeManifest: Manifest = {
  id: 'acme',
  name: 'Acme',
  docs: ['https://acme.test/docs'],
  timeZone: 'Europe/Stockholm',
  country: 'SE',
  hosts: ['acme.test'],
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        axis: 'start',
        from: 'inclusive',
        to: 'exclusive',
        granularity: 'PT1M',
        maxSpan: 'P5D',
        overSpan: 'clamp-start',
        span: 'P2D',
        retention: 'P2M',
        margin: 'PT0S',
      },
      time: { request: 'local', response: 'local', precision: 'second' },
      paging: { kind: 'offset', maxPageSize: 10, total: 'exact', order: 'asc', cap: null },
      identity: 'id',
      finality: { settle: 'P1D', revisit: 'P1D', mutable: true },
      limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
      filters: [],
      fields: [
        ...([
          'vendorId',
          'kind',
          'startedAt',
          'timePrecision',
          'timeZone',
          'timeAmbiguous',
        ] as const),
        ...(['disposition', 'durationMs', 'from', 'to', 'recording', 'noteCount'] as const),
      ],
      dispositions: ['answered', 'no-answer', 'busy', 'failed'],
    },
    sums('hour', 'day'),
    sums('day', 'month'),
    {
      id: 'notes',
      default: false,
      kind: 'notes',
      finality: { revisit: 'P2D' },
      limits: { minPollInterval: 'PT0S', concurrency: 4, requestsPerSecond: 10 },
    },
  ],
  recordings: { by: 'url', settle: 'PT0S', limits: { concurrency: 1 } },
  identityEpoch: 0,
  mapperVersion: 0,
};
