import type { Manifest } from '@cdr/core';

/** What the Acme of the tests can do: pages over a list in order, local time, ids, short windows. */
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
        ...(['disposition', 'durationMs', 'from', 'to', 'recording'] as const),
      ],
      dispositions: ['answered', 'no-answer', 'busy', 'failed'],
    },
  ],
  recordings: { by: 'url', settle: 'PT0S', limits: { concurrency: 1 } },
  identityEpoch: 0,
  mapperVersion: 0,
};
