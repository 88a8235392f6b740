import type { Manifest } from '@cdr/core';
import { authorizationDoc, historyDoc, maxPageSize } from './api.ts';

/** What CCRM can and cannot do, by its documents; what they don't say is `unknown`. */
export const manifest: Manifest = {
  id: 'ccrm',
  name: 'CCRM',
  docs: [historyDoc, authorizationDoc],
  timeZone: 'Europe/Warsaw',
  country: 'PL',
  hosts: ['*.ccrm.pl'],
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        axis: 'start',
        from: 'unknown',
        to: 'unknown',
        granularity: 'PT1S',
        maxSpan: null,
        overSpan: 'unknown',
        span: null,
        retention: null,
        margin: 'PT0S',
      },
      time: { request: 'local', response: 'local', precision: 'second' },
      paging: { kind: 'page', maxPageSize, total: 'exact', order: 'unknown', cap: null },
      identity: 'id',
      // Tags and notes come some time after the call; a thousand rows cost one request.
      finality: { settle: 'P1D', revisit: 'P7D', mutable: true },
      limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: 5 },
      filters: [],
      fields: [
        'vendorId',
        'kind',
        'direction',
        'disposition',
        'startedAt',
        'timePrecision',
        'timeZone',
        'timeAmbiguous',
        'durationMs',
        'from',
        'to',
        'agents',
        'tags',
        'destination',
        'smsText',
        'cost',
        'noteCount',
      ],
    },
  ],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
};
