import fc from 'fast-check';
import type { Call } from '../call/call.ts';
import type { CallFilter } from '../call/call-source.ts';
import { dimensionNames } from '../metrics/dimensions.ts';
import { metricNames } from '../metrics/metrics.ts';
import type { SummaryQuery } from '../metrics/summary-query.ts';
import { intervalUnits } from '../time/calendar.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { toInstant } from '../time/instant.ts';
import { agentWith, callWith, partyWith } from './call-with.ts';

const minuteMs = 60_000;
/** The hours about the end of summer time in Warsaw, 2026. */
const from = Date.UTC(2026, 9, 24, 20);
const to = Date.UTC(2026, 9, 25, 6);

/** Whole minutes, so that there are many ties; some before the others, some far behind. */
const instant: fc.Arbitrary<EpochMs> = fc
  .integer({ min: from / minuteMs, max: to / minuteMs })
  .map((minute) => minute * minuteMs);
const instantOrNull = fc.option(instant.map(toInstant), { freq: 4 });
const lengthMs = fc.option(
  fc.oneof(fc.constantFrom(0, 20_000, -5000), fc.integer({ min: -1000, max: 4 * 3_600_000 })),
  { freq: 4 },
);
const number = fc.constantFrom('+4811', '+4812', '101', '102').map(partyWith);
const agents = fc.array(
  fc.constantFrom(agentWith('anna', '101'), agentWith('ben', '102'), agentWith(null, '103')),
  { maxLength: 3 },
);

/** Calls of two sources in one night, with everything that bad data can hold. */
export const summaryCall: fc.Arbitrary<Call> = fc
  .record({
    startedAt: instant.map(toInstant),
    source: fc.constantFrom('warsaw', 'oslo'),
    kind: fc.constantFrom('call', 'call', 'call', 'sms'),
    direction: fc.constantFrom('inbound', 'outbound', 'internal', 'unknown'),
    disposition: fc.constantFrom('answered', 'answered', 'no-answer', 'busy', 'failed', 'unknown'),
    queuedAt: instantOrNull,
    answeredAt: instantOrNull,
    endedAt: instantOrNull,
    durationMs: lengthMs,
    waitMs: lengthMs,
    talkMs: lengthMs,
    holdMs: lengthMs,
    from: number,
    to: number,
    agents,
    queue: fc.option(fc.constantFrom({ id: '7', name: 'Sales' }, { id: null, name: 'Help' })),
    group: fc.option(fc.constant('service')),
  })
  .map((fields) => callWith(fields));

const filters: CallFilter[] = [
  {},
  { from: from + 3 * 3_600_000, to: to - 3_600_000 },
  { from: from + 90 * minuteMs },
  { to: to - 90 * minuteMs, source: ['warsaw'] },
  { direction: ['inbound', 'internal'] },
];

/** Any question about such calls. */
export const summaryQuery: fc.Arbitrary<SummaryQuery> = fc
  .record({
    by: fc.uniqueArray(fc.constantFrom(...dimensionNames), { maxLength: 3 }),
    interval: fc.option(fc.constantFrom(...intervalUnits), { nil: undefined }),
    timeZone: fc.constantFrom('Europe/Warsaw', 'UTC', 'Asia/Kolkata'),
    filter: fc.constantFrom(...filters),
    thresholdMs: fc.constantFrom(20_000, 0),
    rows: fc.constantFrom({}, { fill: true }, { top: 2 }),
    people: fc.constantFrom(
      [],
      [
        {
          name: 'Anna',
          agents: [
            { source: 'warsaw', agent: 'anna' },
            { source: 'oslo', agent: 'ben' },
          ],
        },
      ],
    ),
    unsupplied: fc.constantFrom({}, { oslo: ['talkSeconds', 'traffic'] }),
  })
  .map(({ interval, rows, ...query }) => ({
    ...query,
    ...rows,
    metrics: metricNames,
    ...(interval === undefined ? {} : { interval }),
  }));
