import type { Manifest } from '@cdr/core';
import { backendsDoc, csvBackendSource, specificationDoc } from './columns.ts';

/** Records in a page: a piece of a file, not of an answer. */
export const pageSize = 1_000;

/** What Asterisk's files can and cannot do. */
export const manifest: Manifest = {
  id: 'asterisk',
  name: 'Asterisk',
  docs: [specificationDoc, backendsDoc, csvBackendSource],
  // As the vendor's sample cdr.conf has it (usegmtime=yes); without it, the machine's own.
  timeZone: 'UTC',
  country: null,
  hosts: [],
  streams: [
    {
      id: 'calls',
      default: true,
      kind: 'calls',
      window: {
        // The provider itself looks for the start, so that bounds are what it takes them for.
        axis: 'start',
        from: 'inclusive',
        to: 'exclusive',
        granularity: 'PT1S',
        maxSpan: null,
        overSpan: 'answered',
        span: null,
        // Whatever logrotate keeps: see completeFrom.
        retention: null,
        margin: 'PT0S',
      },
      time: { request: 'local', response: 'local', precision: 'second' },
      paging: {
        kind: 'cursor',
        maxPageSize: pageSize,
        total: 'exact',
        order: 'unknown',
        cap: null,
      },
      // A uniqueid names a channel, which may have several records.
      identity: 'content',
      // A call is written when it ends, or all its parts do, and never changed. Reading costs little.
      finality: { settle: 'P1D', revisit: 'P7D', mutable: false },
      limits: { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null },
      filters: [],
      fields: [
        'vendorId',
        'groupId',
        'kind',
        'direction',
        'disposition',
        'startedAt',
        'answeredAt',
        'endedAt',
        'timePrecision',
        'timeZone',
        'timeAmbiguous',
        'durationMs',
        'waitMs',
        'talkMs',
        'billedMs',
        'from',
        'to',
        'agents',
        'queue',
        'trunk',
        'derived',
      ],
      dispositions: ['answered', 'no-answer', 'busy', 'failed'],
    },
  ],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
};
