import type { Manifest } from '@cdr/core';

/** The manifest of a vendor that does not exist. */
export const manifest: Manifest = {
  id: 'acme',
  name: 'Acme Telephony',
  docs: ['https://acme.example/docs'],
  timeZone: 'Europe/Warsaw',
  country: 'PL',
  hosts: ['api.acme.example'],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        axis: 'start',
        from: 'inclusive',
        to: 'unknown',
        granularity: 'PT1M',
        maxSpan: null,
        overSpan: 'unknown',
        span: null,
        retention: null,
        margin: 'PT0S',
      },
      time: { request: 'local', response: 'local', precision: 'minute' },
      paging: { kind: 'offset', maxPageSize: 100, total: 'exact', order: 'desc', cap: null },
      identity: 'id',
      finality: { settle: 'PT1H', revisit: 'P1D', mutable: false },
      limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: 5 },
      filters: [],
      fields: ['vendorId', 'startedAt', 'disposition'],
      dispositions: ['answered', 'busy', 'no-answer'],
    },
  ],
};
