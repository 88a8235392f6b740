import type { Manifest } from '@cdr/core';

/** A manifest of a vendor that does not exist. */
export function createManifest(changes: Partial<Manifest> = {}): Manifest {
  return {
    id: 'acme',
    name: 'Acme Telephony',
    docs: ['https://acme.example.com/docs'],
    timeZone: 'Europe/Warsaw',
    country: 'PL',
    hosts: ['*.acme.example.com'],
    identityEpoch: 0,
    mapperVersion: 0,
    streams: [
      {
        id: 'calls',
        kind: 'calls',
        window: {
          axis: 'start',
          from: 'inclusive',
          to: 'inclusive',
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
        limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
        filters: [],
        fields: ['vendorId', 'startedAt'],
      },
    ],
    ...changes,
  };
}
