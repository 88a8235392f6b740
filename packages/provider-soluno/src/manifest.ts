import type { Manifest } from '@cdr/core';
import {
  callLogDoc,
  defaultBaseUrl,
  defaultTokenUrl,
  retention,
  samtalshistorikDoc,
} from './api.ts';

/** What Soluno can and cannot do, by its documents; what they don't say is `unknown`. */
export const manifest: Manifest = {
  id: 'soluno',
  name: 'Soluno',
  docs: [callLogDoc, samtalshistorikDoc],
  timeZone: 'Europe/Stockholm',
  country: 'SE',
  hosts: [new URL(defaultBaseUrl).host, new URL(defaultTokenUrl).host],
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        // The margin makes either reading right for calls of up to six hours.
        axis: 'unknown',
        from: 'inclusive',
        to: 'unknown',
        granularity: 'PT1M',
        maxSpan: null,
        overSpan: 'unknown',
        span: 'P1D',
        retention,
        margin: 'PT6H',
      },
      time: { request: 'local', response: 'offset', precision: 'millisecond' },
      paging: { kind: 'none', maxPageSize: null, total: 'none', order: 'unknown', cap: null },
      identity: 'content',
      // A call may be told only once it has ended, or be filled in as it goes on.
      finality: { settle: 'P1D', revisit: 'P1D', mutable: true },
      limits: { minPollInterval: 'PT5M', concurrency: 1, requestsPerSecond: null },
      filters: [],
      fields: [
        'kind',
        'direction',
        'disposition',
        'startedAt',
        'queuedAt',
        'answeredAt',
        'endedAt',
        'timePrecision',
        'timeZone',
        'durationMs',
        'waitMs',
        'talkMs',
        'from',
        'to',
        'agents',
        'queue',
        'derived',
      ],
      dispositions: ['answered', 'no-answer'],
    },
  ],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
};
