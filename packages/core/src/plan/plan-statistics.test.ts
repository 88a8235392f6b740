import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { arbitraryZone, instantNearChange } from '../__fixtures__/arbitraries.ts';
import { anyStatisticsStream, statisticsStreamWith } from '../__fixtures__/streams.ts';
import { type CoverageInterval, gapsIn, recordReading } from '../coverage/ledger.ts';
import type { StatisticsStream } from '../provider/statistics-stream.ts';
import { createCalendar } from '../time/calendar.ts';
import { durationToMs, subtractDuration } from '../time/duration.ts';
import { toEpochMs, toInstant } from '../time/instant.ts';
import { formatWallTime } from '../time/wall-time.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { intersectWindows, subtractWindows, unionWindows, type Window } from '../window/window.ts';
import { type PlanInput, planStream, type StreamPlan } from './plan-stream.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const copenhagen = zoneOf('Europe/Copenhagen');

function at(text: string): number {
  return toEpochMs(`${text}:00.000Z`);
}

/** Slices on the wall of the zone, with their states. */
function tell({ slices }: StreamPlan, zone: Zone): string[] {
  const wall = (epochMs: number) => formatWallTime(zone.toWall(epochMs)).slice(0, 16);
  return slices.map(({ from, to, state }) => `${wall(from)}/${wall(to)} ${state}`);
}

function plan(changes: Partial<StatisticsStream>, input: Partial<PlanInput>): StreamPlan {
  return planStream({
    stream: statisticsStreamWith(changes),
    zone: copenhagen,
    now: at('2021-01-15T09:30'),
    asked: { from: at('2020-12-20T10:00'), to: Number.POSITIVE_INFINITY },
    ledger: [],
    ...input,
  });
}

describe('a plan of statistics', () => {
  it('has slices of whole days of one month each, across New Year too', () => {
    const made = plan({ finality: { settle: 'PT6H', revisit: 'PT0S' } }, {});
    expect(tell(made, copenhagen)).toEqual([
      '2020-12-20T00:00/2021-01-01T00:00 sealed',
      '2021-01-01T00:00/2021-01-15T00:00 sealed',
      '2021-01-15T00:00/2021-01-16T00:00 provisional',
    ]);
    expect(made.asked).toEqual({ from: at('2020-12-19T23:00'), to: at('2021-01-15T09:30') });
  });

  it('asks for one ISO week at a time, with the days of either year', () => {
    const weeks = { interval: 'week', window: { calendarUnit: 'week', retention: null } } as const;
    expect(tell(plan(weeks, {}), copenhagen)).toEqual([
      '2020-12-14T00:00/2020-12-21T00:00 sealed',
      '2020-12-21T00:00/2020-12-28T00:00 sealed',
      '2020-12-28T00:00/2021-01-04T00:00 sealed',
      '2021-01-04T00:00/2021-01-11T00:00 sealed',
      '2021-01-11T00:00/2021-01-18T00:00 provisional',
    ]);
  });

  it('asks for the months of one year at a time', () => {
    const months = {
      interval: 'month',
      window: { calendarUnit: 'year', retention: null },
    } as const;
    const asked = { from: at('2019-11-20T10:00'), to: at('2020-02-01T10:00') };
    expect(tell(plan(months, { asked }), copenhagen)).toEqual([
      '2019-11-01T00:00/2020-01-01T00:00 sealed',
      '2020-01-01T00:00/2020-03-01T00:00 sealed',
    ]);
  });

  it.each([
    ['Europe/Copenhagen', '2021-10-30', '2021-11-01', [24, 3, 22]],
    ['Europe/Copenhagen', '2021-03-27', '2021-03-29', [24, 23]],
    ['Australia/Lord_Howe', '2021-04-03', '2021-04-05', [24, 2, 22.5]],
    ['Asia/Kolkata', '2021-04-03', '2021-04-05', [24, 24]],
    ['America/Havana', '2021-11-06', '2021-11-08', [24, 1, 24]],
  ])('cuts the days of hours in %s from %s where an hour begins again', (id, from, to, hours) => {
    const zone = zoneOf(id);
    const start = (date: string) => zone.firstAt(Date.parse(`${date}T00:00Z`));
    const hourly = { interval: 'hour', window: { calendarUnit: 'day', retention: null } } as const;
    const { slices } = plan(hourly, {
      zone,
      now: at('2022-01-01T00:00'),
      asked: { from: start(from), to: start(to) },
    });
    expect(slices.map((slice) => (slice.to - slice.from) / hourMs)).toEqual(hours);
  });

  it('reads the running day again whenever it has gone on, and seals it when it has settled', () => {
    const stream = { finality: { settle: 'PT6H', revisit: 'PT0S' } };
    const asked = { from: at('2021-01-13T23:00'), to: Number.POSITIVE_INFINITY };
    const { slices } = plan(stream, { asked });
    const ledger = carryOut(slices, [], at('2021-01-15T09:30'));
    expect(ledger.map(({ to, state }) => [toInstant(to).slice(0, 16), state])).toEqual([
      ['2021-01-14T23:00', 'sealed'],
      ['2021-01-15T09:30', 'provisional'],
    ]);
    expect(plan(stream, { asked, ledger }).slices).toEqual([]);
    const later = plan(stream, { asked, ledger, now: at('2021-01-15T09:31') });
    expect(tell(later, copenhagen)).toEqual(['2021-01-15T00:00/2021-01-16T00:00 provisional']);
    const nextDay = plan(stream, { asked, ledger, now: at('2021-01-16T05:00') });
    expect(tell(nextDay, copenhagen)).toEqual([
      '2021-01-15T00:00/2021-01-16T00:00 sealed',
      '2021-01-16T00:00/2021-01-17T00:00 provisional',
    ]);
  });

  it('asks for nothing that has not begun', () => {
    const asked = { from: at('2021-01-15T09:30'), to: at('2021-02-01T00:00') };
    expect(plan({}, { asked })).toMatchObject({ slices: [], asked: { from: asked.from } });
  });

  it('gives up the day in which the retention ends', () => {
    const made = plan({ window: { calendarUnit: 'month', retention: 'P10D' } }, {});
    expect(tell(made, copenhagen)[0]).toBe('2021-01-06T00:00/2021-01-15T00:00 sealed');
    expect(made.permanentGaps).toEqual([
      { from: at('2020-12-19T23:00'), to: at('2021-01-05T23:00') },
    ]);
  });

  it('looks at whole young intervals again, as far back as the lookback reaches', () => {
    const ledger: CoverageInterval[] = [
      {
        ...{ from: at('2021-01-01T23:00'), to: at('2021-01-15T09:30') },
        ...{ state: 'sealed', readAt: at('2021-01-15T08:00'), rows: 3, vendorRows: null },
      },
    ];
    const asked = { from: at('2021-01-01T23:00'), to: Number.POSITIVE_INFINITY };
    expect(tell(plan({}, { asked, ledger, lookback: 'P2D' }), copenhagen)).toEqual([
      '2021-01-13T00:00/2021-01-15T00:00 sealed',
      '2021-01-15T00:00/2021-01-16T00:00 provisional',
    ]);
    const limits = { minPollInterval: 'PT2H', concurrency: 1, requestsPerSecond: null };
    const postponed = plan({ limits }, { asked, ledger, lookback: 'P2D' });
    expect(postponed.slices).toEqual([]);
    expect(postponed.postponed).toEqual([
      { from: at('2021-01-13T09:30'), to: at('2021-01-15T09:30') },
    ]);
  });
});

/** The ledger after these slices were read at an instant; of each, what has happened by then. */
function carryOut(
  slices: StreamPlan['slices'],
  ledger: readonly CoverageInterval[],
  now: number,
): CoverageInterval[] {
  return slices
    .reduce<readonly CoverageInterval[]>((known, { from, to, state }) => {
      const window = { from, to: Math.min(to, now) };
      return recordReading(known, { ...window, state, readAt: now, rows: null, vendorRows: null });
    }, ledger)
    .slice();
}

type Input = PlanInput<StatisticsStream>;

/** A ledger as a sync leaves it, whatever it was asked before. */
const anyInput: fc.Arbitrary<Input> = fc
  .tuple(arbitraryZone, anyStatisticsStream)
  .chain(([zone, stream]) =>
    fc
      .record({
        now: instantNearChange(zone),
        before: fc.integer({ min: -dayMs, max: 40 * dayMs }),
        length: fc.integer({ min: 0, max: 45 * dayMs }),
        lookback: fc.constantFrom('PT0S', 'PT30M', 'P2D', 'P1M'),
        earlier: fc.array(
          fc.record({
            ago: fc.integer({ min: 0, max: 10 * dayMs }),
            from: fc.integer({ min: -dayMs, max: 40 * dayMs }),
            length: fc.integer({ min: 0, max: 20 * dayMs }),
            skipped: fc.nat(3),
          }),
          { maxLength: 3 },
        ),
      })
      .map(({ now, before, length, lookback, earlier }) => {
        let ledger: CoverageInterval[] = [];
        for (const run of earlier.toSorted((a, b) => b.ago - a.ago)) {
          const readAt = now - run.ago;
          const asked = { from: now - run.from, to: now - run.from + run.length };
          const { slices } = planStream({ stream, zone, now: readAt, asked, ledger });
          const read = slices.filter((_, index) => index % 4 !== run.skipped);
          ledger = carryOut(read, ledger, readAt);
        }
        const asked = { from: now - before, to: now - before + length };
        return { stream, zone, now, asked, ledger, lookback };
      }),
  );

function holds(law: (input: Input, plan: StreamPlan) => void): void {
  fc.assert(
    fc.property(anyInput, (input) => law(input, planStream(input))),
    { numRuns: 300 },
  );
}

describe('any plan of statistics', () => {
  it('has disjoint slices, oldest first, of what was asked and has begun', () => {
    holds(({ asked, now, zone, stream }, { slices }) => {
      slices.forEach(({ from, to }, index) => {
        expect(from).toBeLessThan(to);
        expect(from).toBeLessThan(now);
        expect(to).toBeLessThanOrEqual(slices[index + 1]?.from ?? Number.POSITIVE_INFINITY);
      });
      const touched = createCalendar(stream.interval, zone).within(asked);
      expect(subtractWindows(slices, [...touched])).toEqual([]);
    });
  });

  it('cuts at the edges of intervals, and within one unit of the calendar', () => {
    holds(({ stream, zone }, { slices }) => {
      const calendar = createCalendar(stream.interval, zone);
      for (const { from, to } of slices) {
        expect(calendar.at(from).from).toBe(from);
        expect(calendar.at(to - 1).to).toBe(to);
        const names = intervalsOf({ from, to }, stream, zone).map((start) =>
          unitNames[stream.window.calendarUnit](dateTimeOf(start, zone)),
        );
        expect(new Set(names).size).toBe(1);
      }
    });
  });

  it('has no two intervals of one name in a slice', () => {
    holds(({ stream, zone }, { slices }) => {
      for (const slice of slices) {
        const names = intervalsOf(slice, stream, zone).map((start) =>
          nameOf(dateTimeOf(start, zone), stream),
        );
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });

  it('reads every gap, but for those behind the retention, and reaches behind it with none', () => {
    holds(({ ledger, now, zone, stream }, { asked, slices, permanentGaps }) => {
      expect(subtractWindows(gapsIn(asked, ledger), [...slices, ...permanentGaps])).toEqual([]);
      expect(intersectWindows(slices, permanentGaps)).toEqual([]);
      const { retention } = stream.window;
      const horizon = retention === null ? null : subtractDuration(now, retention, zone.id);
      for (const { from } of slices) expect(from).toBeGreaterThanOrEqual(horizon ?? from);
    });
  });

  it('seals intervals that have settled, whole, and no others', () => {
    holds(({ stream, now, zone }, { slices }) => {
      const settled = now - durationToMs(stream.finality.settle);
      const calendar = createCalendar(stream.interval, zone);
      for (const { from, to, state } of slices) {
        if (state === 'sealed') expect(to).toBeLessThanOrEqual(settled);
        else expect(calendar.at(from).to).toBeGreaterThan(settled);
      }
    });
  });

  it('is done once it is carried out', () => {
    holds((input, { slices }) => {
      const ledger = carryOut(slices, input.ledger, input.now);
      const next = planStream({ ...input, ledger, lookback: 'PT0S' });
      expect(gapsIn(next.asked, ledger)).toEqual(unionWindows(next.permanentGaps));
      expect(next.slices).toEqual([]);
    });
  });
});

function intervalsOf(window: Window, { interval }: StatisticsStream, zone: Zone): number[] {
  return [...createCalendar(interval, zone).within(window)].map(({ from }) => from);
}

/** As Temporal tells it, which the planning does not ask. */
function dateTimeOf(epochMs: number, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone.id);
}

const unitNames: Record<
  StatisticsStream['window']['calendarUnit'],
  (at: Temporal.ZonedDateTime) => string
> = {
  day: (own) => own.toPlainDate().toString(),
  week: (own) => `${own.yearOfWeek} ${own.weekOfYear}`,
  month: (own) => own.toPlainDate().toPlainYearMonth().toString(),
  year: (own) => String(own.year),
};

/** The name of an interval where nothing beyond the unit is told. */
function nameOf(own: Temporal.ZonedDateTime, stream: StatisticsStream): string {
  const { interval, window } = stream;
  const parts = {
    year: [own.month, own.day],
    month: [own.day],
    week: [own.dayOfWeek],
    day: [],
  }[window.calendarUnit];
  if (interval === 'hour') return [...parts, own.hour].join(' ');
  if (interval === 'day') return parts.length === 0 ? 'today' : parts.join(' ');
  return interval === 'week' ? 'this week' : String(own.month);
}
