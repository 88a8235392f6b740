import type { Manifest } from '@cdr/core';
import { callsDoc, maxPageSize } from './api.ts';

/** What Template can and cannot do, by its documents; what they don't say is `unknown`. */
export const manifest: Manifest = {
  id: 'template',
  name: 'Template',
  docs: [callsDoc],
  timeZone: 'Europe/Warsaw',
  country: 'PL',
  hosts: ['api.template.example'],
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        axis: 'start',
        from: 'inclusive',
        // The documents don't say whether the second of `to` itself counts.
        to: 'unknown',
        granularity: 'PT1S',
        maxSpan: null,
        overSpan: 'unknown',
        span: null,
        retention: null,
        margin: 'PT0S',
      },
      time: { request: 'local', response: 'local', precision: 'second' },
      paging: { kind: 'offset', maxPageSize, total: 'exact', order: 'asc', cap: null },
      identity: 'id',
      finality: { settle: 'P1D', revisit: 'P1D', mutable: true },
      limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
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
        'talkMs',
        'from',
        'to',
        'agents',
      ],
      dispositions: ['answered', 'no-answer', 'busy', 'failed'],
    },
  ],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
};
