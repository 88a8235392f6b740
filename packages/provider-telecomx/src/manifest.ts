import type { Manifest } from '@cdr/core';
import { cdrDoc, cdrStatsDoc, defaultBaseUrl, loginDoc, maxPageSize, pingDoc } from './api.ts';

/** What Telecom X can and cannot do, by its documents; what they don't say is `unknown`. */
export const manifest: Manifest = {
  id: 'telecomx',
  name: 'Telecom X',
  docs: [cdrStatsDoc, cdrDoc, loginDoc, pingDoc],
  timeZone: 'Europe/Copenhagen',
  country: 'DK',
  hosts: [new URL(defaultBaseUrl).host],
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        // The margin makes either reading right for calls of up to six hours.
        axis: 'unknown',
        from: 'unknown',
        to: 'unknown',
        granularity: 'PT0.001S',
        maxSpan: null,
        overSpan: 'unknown',
        // Nobody counts the records of a range, so it can't be split by their number.
        span: 'P1D',
        retention: null,
        margin: 'PT6H',
      },
      time: { request: 'utc', response: 'utc', precision: 'millisecond' },
      paging: { kind: 'offset', maxPageSize, total: 'none', order: 'unknown', cap: null },
      identity: 'id',
      // A record may come only when its call has ended, and notes come later still.
      finality: { settle: 'P1D', revisit: 'P1D', mutable: true },
      limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
      filters: [
        'filter',
        'customer',
        'employee',
        'extension',
        'terminatedBy',
        'terminatedReason',
        'direction',
        'answeredByCallee',
        'withNote',
      ],
      fields: [
        'vendorId',
        'kind',
        'direction',
        'disposition',
        'missedReason',
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
        'disconnectedBy',
        'derived',
      ],
      dispositions: ['answered', 'no-answer', 'busy', 'failed'],
    },
  ],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
};
