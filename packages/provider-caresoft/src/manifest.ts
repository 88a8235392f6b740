import type { Manifest } from '@cdr/core';
import {
  callsDoc,
  defaultBaseUrl,
  fallbackHost,
  maxPageSize,
  maxSpan,
  rateLimitDoc,
} from './api.ts';

/**
 * The vendor allows fifteen a second and 54,000 an hour, which is the same. At one less, requests that
 * leave a little late and a little early don't meet in one second.
 */
export const requestsPerSecond = 14;

/** What CareSoft can and cannot do, by its documents; what they don't say is `unknown`. */
export const manifest: Manifest = {
  id: 'caresoft',
  name: 'CareSoft',
  docs: [callsDoc, rateLimitDoc],
  timeZone: 'Asia/Ho_Chi_Minh',
  country: 'VN',
  hosts: [new URL(defaultBaseUrl).host, fallbackHost],
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
        maxSpan,
        overSpan: 'clamp-start',
        span: 'P4W',
        retention: null,
        margin: 'PT0S',
      },
      time: { request: 'local', response: 'local', precision: 'second' },
      paging: { kind: 'page', maxPageSize, total: 'exact', order: 'asc', cap: null },
      identity: 'id',
      // Tickets, surveys and recordings come some time after the call, and calls may last for a day.
      finality: { settle: 'P2D', revisit: 'P2D', mutable: true },
      limits: { minPollInterval: 'PT0S', concurrency: 4, requestsPerSecond },
      filters: [
        'call_id',
        'end_time_since',
        'end_time_to',
        'call_type',
        'call_status',
        'phone',
        'agent_id',
        'service_id',
      ],
      fields: [
        'vendorId',
        'groupId',
        'kind',
        'direction',
        'disposition',
        'missedReason',
        'startedAt',
        'endedAt',
        'timePrecision',
        'timeZone',
        'timeAmbiguous',
        'durationMs',
        'waitMs',
        'talkMs',
        'holdMs',
        'from',
        'to',
        'agents',
        'group',
        'service',
        'disconnectedBy',
        'recording',
        'customerId',
        'ticketId',
        'rating',
        'derived',
      ],
      dispositions: ['answered', 'no-answer'],
    },
  ],
  recordings: { by: 'url', settle: 'P1D', limits: { concurrency: 2 } },
  identityEpoch: 0,
  mapperVersion: 0,
};
