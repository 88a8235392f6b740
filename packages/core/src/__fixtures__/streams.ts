import fc from 'fast-check';
import type { CallStream } from '../provider/call-stream.ts';
import type { StatisticsStream } from '../provider/statistics-stream.ts';

type CalendarUnit = StatisticsStream['window']['calendarUnit'];

interface StreamChanges {
  window?: Partial<CallStream['window']>;
  time?: Partial<CallStream['time']>;
  finality?: Partial<CallStream['finality']>;
  limits?: Partial<CallStream['limits']>;
}

/** A made-up stream of calls without any limits, told in UTC to the second, but for `changes`. */
export function streamWith(changes: StreamChanges = {}): CallStream {
  return {
    id: 'calls',
    default: true,
    kind: 'calls',
    window: {
      axis: 'start',
      from: 'inclusive',
      to: 'exclusive',
      granularity: 'PT1S',
      maxSpan: null,
      overSpan: 'error',
      span: null,
      retention: null,
      margin: 'PT0S',
      ...changes.window,
    },
    time: { request: 'utc', response: 'utc', precision: 'second', ...changes.time },
    paging: { kind: 'none', maxPageSize: null, total: 'none', order: 'asc', cap: null },
    identity: 'id',
    finality: { settle: 'PT0S', revisit: 'PT0S', mutable: false, ...changes.finality },
    limits: {
      minPollInterval: 'PT0S',
      concurrency: 1,
      requestsPerSecond: null,
      ...changes.limits,
    },
    filters: [],
    fields: ['startedAt'],
    dispositions: [],
  };
}

/** Streams with every kind of limit, at random. */
export const anyStream: fc.Arbitrary<CallStream> = fc
  .record({
    from: fc.constantFrom('inclusive', 'exclusive', 'unknown'),
    granularity: fc.constantFrom('PT0.001S', 'PT1S', 'PT1M', 'PT5M'),
    maxSpan: fc.constantFrom(null, 'PT6H', 'P1D', 'P31D'),
    span: fc.constantFrom(null, 'PT3H', 'P1D', 'P1M'),
    retention: fc.constantFrom(null, 'P3M', 'P7D'),
    margin: fc.constantFrom('PT0S', 'PT2H'),
    request: fc.constantFrom('utc', 'offset', 'local'),
    response: fc.constantFrom('utc', 'offset', 'local'),
    precision: fc.constantFrom('millisecond', 'second', 'minute'),
    settle: fc.constantFrom('PT0S', 'PT5M', 'PT2H', 'P1D'),
    revisit: fc.constantFrom('PT0S', 'PT1H', 'P1D', 'P1M'),
    minPollInterval: fc.constantFrom('PT0S', 'PT5M'),
  })
  .map((any) =>
    streamWith({
      window: {
        axis: any.margin === 'PT0S' ? 'start' : 'end',
        from: any.from,
        granularity: any.granularity,
        maxSpan: any.maxSpan,
        span: any.span,
        retention: any.retention,
        margin: any.margin,
      },
      time: { request: any.request, response: any.response, precision: any.precision },
      finality: { settle: any.settle, revisit: any.revisit },
      limits: { minPollInterval: any.minPollInterval },
    }),
  );

/** A made-up stream of statistics, by the day and with days named within their month, but for `changes`. */
export function statisticsStreamWith(changes: Partial<StatisticsStream> = {}): StatisticsStream {
  return {
    id: 'statistics',
    default: true,
    kind: 'statistics',
    interval: 'day',
    window: { calendarUnit: 'month', retention: null },
    time: { request: 'utc' },
    finality: { settle: 'PT0S', revisit: 'PT0S' },
    limits: { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null },
    values: ['inboundCalls'],
    ...changes,
  };
}

/** Streams of statistics of every interval, with names that are unique in every unit that may be. */
export const anyStatisticsStream: fc.Arbitrary<StatisticsStream> = fc
  .record({
    unit: fc.constantFrom<[StatisticsStream['interval'], CalendarUnit][]>(
      ['hour', 'day'],
      ['hour', 'week'],
      ['hour', 'month'],
      ['hour', 'year'],
      ['day', 'day'],
      ['day', 'week'],
      ['day', 'month'],
      ['day', 'year'],
      ['week', 'week'],
      ['month', 'month'],
      ['month', 'year'],
    ),
    retention: fc.constantFrom(null, 'P3M', 'P7D'),
    settle: fc.constantFrom('PT0S', 'PT2H', 'P1D'),
    revisit: fc.constantFrom('PT0S', 'PT1H', 'P1D', 'P1M'),
    minPollInterval: fc.constantFrom('PT0S', 'PT5M'),
  })
  .map(({ unit: [interval, calendarUnit], retention, settle, revisit, minPollInterval }) =>
    statisticsStreamWith({
      interval,
      window: { calendarUnit, retention },
      finality: { settle, revisit },
      limits: { minPollInterval, concurrency: 1, requestsPerSecond: null },
    }),
  );
