import type { Manifest, StatisticsStream } from '@cdr/core';
import {
  cdrDoc,
  cdrStatsDoc,
  defaultBaseUrl,
  loginDoc,
  maxPageSize,
  pingDoc,
  valueFields,
} from './api.ts';

/**
 * Statistics by an interval. Their names tell neither year nor month, nor which zone's days and
 * whose weeks they are: days, weeks and months are asked for one at a time, so that no name matters,
 * and the hours of a day together.
 */
function statistics(interval: StatisticsStream['interval']): StatisticsStream {
  return {
    id: `statistics-${interval}`,
    default: interval === 'day',
    kind: 'statistics',
    interval,
    window: { calendarUnit: interval === 'hour' ? 'day' : interval, retention: null },
    time: { request: 'utc' },
    // A call may be counted only once it has ended.
    finality: { settle: 'P1D', revisit: 'P1D' },
    limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
    values: [...valueFields],
  };
}

/** What Telecom X can and cannot do, by its documents; what they don't say is `unknown`. */
export const manifest: Manifest = {
  id: 'telecomx',
  name: 'Telecom X',
  docs: [cdrStatsDoc, cdrDoc, loginDoc, pingDoc],
  timeZone: 'Europe/Copenhagen',
  country: 'DK',
  hosts: [new URL(defaultBaseUrl).host],
  streams: [
    statistics('hour'),
    statistics('day'),
    statistics('week'),
    statistics('month'),
    {
      id: 'calls',
      default: false,
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
