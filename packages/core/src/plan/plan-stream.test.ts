import { describe, expect, it } from 'vitest';
import { streamWith } from '../__fixtures__/streams.ts';
import type { CoverageInterval, CoverageState } from '../coverage/ledger.ts';
import type { CallStream } from '../provider/call-stream.ts';
import { toEpochMs, toInstant } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import type { Window } from '../window/window.ts';
import { type PlanInput, planStream, type StreamPlan } from './plan-stream.ts';
import { reachableFrom } from './reachable-from.ts';

function at(text: string): number {
  return toEpochMs(text.endsWith('Z') ? text : `${text}:00.000Z`);
}

function covered(from: string, to: string, state: CoverageState, readAt: string): CoverageInterval {
  return { from: at(from), to: at(to), state, readAt: at(readAt), rows: 1, vendorRows: 1 };
}

function tell({ from, to }: Window): string {
  const [start, end] = [from, to].map((instant) => toInstant(instant).slice(0, 16));
  return `${start}/${end}`;
}

function tellSlices(plan: StreamPlan): string[] {
  return plan.slices.map((slice) => `${tell(slice)} ${slice.state}`);
}

function plan(stream: CallStream, now: string, changes: Partial<PlanInput> = {}): StreamPlan {
  return planStream({
    stream,
    zone: zoneOf('Europe/Warsaw'),
    now: at(now),
    asked: { from: at('2026-01-01T00:00'), to: at('2027-01-01T00:00') },
    ledger: [],
    ...changes,
  });
}

const settling = streamWith({ finality: { settle: 'PT1H', revisit: 'PT0S', mutable: true } });
const revisiting = streamWith({ finality: { settle: 'PT1H', revisit: 'P1D', mutable: true } });

describe('planStream', () => {
  it('reads everything at first, sealed but for what may not have settled', () => {
    expect(tellSlices(plan(settling, '2026-01-10T12:00'))).toEqual([
      '2026-01-01T00:00/2026-01-10T11:00 sealed',
      '2026-01-10T11:00/2026-01-10T12:00 provisional',
    ]);
  });

  it('asks for the same slices until another hour has settled, where settling takes a day', () => {
    const daily = streamWith({
      finality: { settle: 'P1D', revisit: 'PT0S', mutable: true },
    });
    const parts = (now: string) => [
      `2026-01-01T00:00/${now}:00 sealed`,
      `${now}:00/2026-01-02T13:10 provisional`,
    ];
    const asked = { from: at('2026-01-01T00:00'), to: at('2026-01-02T13:10') };
    for (const now of ['2026-01-02T15:10', '2026-01-02T15:25', '2026-01-02T15:59']) {
      expect(tellSlices(plan(daily, now, { asked }))).toEqual(parts('2026-01-01T15'));
    }
    expect(tellSlices(plan(daily, '2026-01-02T16:00', { asked }))).toEqual(parts('2026-01-01T16'));
  });

  it('reads nothing of a sealed range outside the lookback', () => {
    const ledger = [covered('2026-01-01T00:00', '2026-01-10T11:00', 'sealed', '2026-01-10T12:00')];
    const asked = { from: at('2026-01-01T00:00'), to: at('2026-01-05T00:00') };
    const input = { asked, ledger };
    expect(plan(revisiting, '2026-01-10T13:00', input)).toEqual({
      asked,
      slices: [],
      permanentGaps: [],
      postponed: [],
    });
  });

  it('seals what settled and reads the new tail, in one slice each', () => {
    const ledger = [
      covered('2026-01-01T00:00', '2026-01-10T11:00', 'sealed', '2026-01-10T12:00'),
      covered('2026-01-10T11:00', '2026-01-10T12:00', 'provisional', '2026-01-10T12:00'),
    ];
    expect(tellSlices(plan(settling, '2026-01-10T12:30', { ledger }))).toEqual([
      '2026-01-10T11:00/2026-01-10T11:30 sealed',
      '2026-01-10T12:00/2026-01-10T12:30 provisional',
    ]);
    expect(tellSlices(plan(settling, '2026-01-10T15:00', { ledger }))).toEqual([
      '2026-01-10T11:00/2026-01-10T14:00 sealed',
      '2026-01-10T14:00/2026-01-10T15:00 provisional',
    ]);
  });

  it('reads the lookback again, whether the manifest or the caller sets it', () => {
    const ledger = [
      covered('2026-01-01T00:00', '2026-01-10T11:00', 'sealed', '2026-01-10T12:00'),
      covered('2026-01-10T11:00', '2026-01-10T12:00', 'provisional', '2026-01-10T12:00'),
    ];
    const slices = [
      '2026-01-09T12:00/2026-01-10T11:00 sealed',
      '2026-01-10T11:00/2026-01-10T12:00 provisional',
    ];
    expect(tellSlices(plan(revisiting, '2026-01-10T12:00', { ledger }))).toEqual(slices);
    expect(tellSlices(plan(settling, '2026-01-10T12:00', { ledger, lookback: 'P1D' }))).toEqual(
      slices,
    );
    expect(tellSlices(plan(revisiting, '2026-01-10T12:00', { ledger, lookback: 'PT30M' }))).toEqual(
      ['2026-01-10T11:30/2026-01-10T12:00 provisional'],
    );
    expect(plan(revisiting, '2026-01-10T12:00', { ledger, lookback: 'PT0S' }).slices).toEqual([]);
  });

  it('takes a lookback of months by the calendar', () => {
    const ledger = [covered('2026-01-01T00:00', '2026-04-10T12:00', 'sealed', '2026-04-10T12:00')];
    const quick = streamWith();
    expect(tellSlices(plan(quick, '2026-04-10T12:00', { ledger, lookback: 'P1M' }))).toEqual([
      '2026-03-10T13:00/2026-04-10T12:00 sealed',
    ]);
  });

  it('fills gaps, also in the past, and next to them nothing else', () => {
    const ledger = [
      covered('2026-01-02T00:00', '2026-01-03T00:00', 'sealed', '2026-01-10T12:00'),
      covered('2026-01-05T00:00', '2026-01-10T12:00', 'sealed', '2026-01-10T12:00'),
    ];
    expect(tellSlices(plan(streamWith(), '2026-01-10T12:00', { ledger }))).toEqual([
      '2026-01-01T00:00/2026-01-02T00:00 sealed',
      '2026-01-03T00:00/2026-01-05T00:00 sealed',
    ]);
  });

  it('never plans what has not happened, nor the minute that runs', () => {
    const minutes = streamWith({ time: { precision: 'minute' } });
    const { asked, slices } = plan(minutes, '2026-01-01T00:10:59.999Z');
    expect(tell(asked)).toBe('2026-01-01T00:00/2026-01-01T00:10');
    expect(slices.map(tell)).toEqual(['2026-01-01T00:00/2026-01-01T00:10']);
    const future = { asked: { from: at('2026-02-01T00:00'), to: at('2026-03-01T00:00') } };
    expect(plan(minutes, '2026-01-01T00:10', future)).toMatchObject({
      slices: [],
      permanentGaps: [],
    });
  });

  it('takes whole minutes of a vendor of minutes, wherever in them the range begins or ends', () => {
    const minutes = streamWith({ time: { precision: 'minute' } });
    const asked = { from: at('2026-01-01T00:10:30.500Z'), to: at('2026-01-01T00:20:00.001Z') };
    expect(plan(minutes, '2026-01-02T00:00', { asked }).slices.map(tell)).toEqual([
      '2026-01-01T00:10/2026-01-01T00:21',
    ]);
  });

  it('plans nothing for an empty range', () => {
    const asked = { from: at('2026-01-01T00:10:30.000Z'), to: at('2026-01-01T00:10:30.000Z') };
    const minutes = streamWith({ time: { precision: 'minute' } });
    expect(plan(minutes, '2026-01-02T00:00', { asked }).slices).toEqual([]);
  });

  it('postpones covered ranges that were asked too recently, and reads the rest at once', () => {
    const paced = streamWith({
      finality: { settle: 'PT1H', revisit: 'PT2H', mutable: true },
      limits: { minPollInterval: 'PT5M' },
    });
    const ledger = [
      covered('2026-01-01T00:00', '2026-01-10T11:00', 'sealed', '2026-01-10T11:00'),
      covered('2026-01-10T11:00', '2026-01-10T12:00', 'provisional', '2026-01-10T12:00'),
    ];
    const soon = plan(paced, '2026-01-10T12:04', { ledger });
    expect(tellSlices(soon)).toEqual([
      '2026-01-10T10:04/2026-01-10T11:00 sealed',
      '2026-01-10T12:00/2026-01-10T12:04 provisional',
    ]);
    expect(soon.postponed.map(tell)).toEqual(['2026-01-10T11:00/2026-01-10T12:00']);
    const later = plan(paced, '2026-01-10T12:05', { ledger });
    expect(later.postponed).toEqual([]);
    expect(tellSlices(later)).toEqual([
      '2026-01-10T10:05/2026-01-10T11:05 sealed',
      '2026-01-10T11:05/2026-01-10T12:05 provisional',
    ]);
  });

  it('does not wait for a reading that the clock says is still to come', () => {
    const paced = streamWith({
      finality: { revisit: 'PT2H' },
      limits: { minPollInterval: 'PT5M' },
    });
    const ledger = [covered('2026-01-01T00:00', '2026-01-10T11:00', 'sealed', '2026-01-10T11:00')];
    const turnedBack = plan(paced, '2026-01-10T10:59', { ledger });
    expect(tellSlices(turnedBack)).toEqual(['2026-01-10T08:59/2026-01-10T10:59 sealed']);
    expect(turnedBack.postponed).toEqual([]);
  });

  it('cuts by the span, but leaves whole what is no longer than one', () => {
    const daily = streamWith({ window: { span: 'P1D' } });
    const asked = { from: at('2026-01-01T12:00'), to: at('2026-01-02T12:00') };
    expect(plan(daily, '2026-01-10T00:00', { asked }).slices.map(tell)).toEqual([
      '2026-01-01T12:00/2026-01-02T12:00',
    ]);
    const longer = { from: at('2026-01-01T12:00'), to: at('2026-01-03T12:00') };
    expect(plan(daily, '2026-01-10T00:00', { asked: longer }).slices.map(tell)).toEqual([
      '2026-01-01T12:00/2026-01-01T23:00',
      '2026-01-01T23:00/2026-01-02T23:00',
      '2026-01-02T23:00/2026-01-03T12:00',
    ]);
  });

  it('halves a slice whose request would exceed what the vendor answers', () => {
    const clamped = streamWith({
      window: { from: 'unknown', maxSpan: 'P31D', granularity: 'PT1M', margin: 'PT0S' },
    });
    const asked = { from: at('2026-01-01T00:00'), to: at('2026-02-01T00:00') };
    expect(plan(clamped, '2026-03-01T00:00', { asked }).slices.map(tell)).toEqual([
      '2026-01-01T00:00/2026-01-16T12:00',
      '2026-01-16T12:00/2026-02-01T00:00',
    ]);
    const roomy = streamWith({ window: { from: 'unknown', maxSpan: 'P31D', span: 'P30D' } });
    expect(plan(roomy, '2026-03-01T00:00', { asked }).slices).toHaveLength(2);
  });

  it('measures local requests on the wall as well, where a spring day looks longer than it is', () => {
    const local = streamWith({
      window: { maxSpan: 'PT24H', granularity: 'PT1M' },
      time: { request: 'local' },
    });
    const asked = { from: at('2026-03-28T23:00'), to: at('2026-03-29T23:00') };
    const { slices } = plan(local, '2026-04-01T00:00', { asked });
    expect(slices.length).toBeGreaterThan(1);
    expect(slices.at(0)?.from).toBe(asked.from);
    expect(slices.at(-1)?.to).toBe(asked.to);
  });

  it('does not cut to pieces what no cut makes short enough, such as a day that a zone left out', () => {
    const local = streamWith({
      window: { maxSpan: 'PT6H', granularity: 'PT0.001S' },
      time: { request: 'local', precision: 'millisecond' },
    });
    const asked = { from: at('2011-12-29T10:00'), to: at('2011-12-31T22:00') };
    const { slices } = plan(local, '2012-01-10T00:00', { asked, zone: zoneOf('Pacific/Apia') });
    expect(slices.length).toBeLessThan(50);
  });

  it('tells what is uncovered and too old for the vendor as a permanent gap, and does not ask for it', () => {
    const forgetful = streamWith({ window: { retention: 'P3M', granularity: 'PT1M' } });
    const ledger = [covered('2026-01-02T00:00', '2026-01-03T00:00', 'sealed', '2026-01-03T00:00')];
    const { slices, permanentGaps } = plan(forgetful, '2026-06-15T10:00', { ledger });
    expect(permanentGaps.map(tell)).toEqual([
      '2026-01-01T00:00/2026-01-02T00:00',
      '2026-01-03T00:00/2026-03-15T11:00',
    ]);
    expect(slices.map(tell)).toEqual(['2026-03-15T11:00/2026-06-15T10:00']);
  });

  it('does not look back behind the retention either', () => {
    const forgetful = streamWith({ window: { retention: 'P3M' } });
    const ledger = [covered('2026-01-01T00:00', '2026-06-15T10:00', 'sealed', '2026-06-15T10:00')];
    const input = { ledger, lookback: 'P1Y' };
    expect(plan(forgetful, '2026-06-15T10:00', input).slices.map(tell)).toEqual([
      '2026-03-15T11:00/2026-06-15T10:00',
    ]);
  });

  it('takes what the vendor says to have for what can be read, where that is less', () => {
    const forgetful = streamWith({ window: { retention: 'P3M', granularity: 'PT1M' } });
    const of = (completeFrom: string) =>
      plan(forgetful, '2026-06-15T10:00', { completeFrom: at(completeFrom) });
    expect(of('2026-05-01T07:30').permanentGaps.map(tell)).toEqual([
      '2026-01-01T00:00/2026-05-01T07:30',
    ]);
    expect(of('2026-05-01T07:30').slices.map(tell)).toEqual(['2026-05-01T07:30/2026-06-15T10:00']);
    expect(of('2026-02-01T00:00')).toEqual(plan(forgetful, '2026-06-15T10:00', {}));
  });

  describe('on the night of the fold', () => {
    const local = streamWith({
      window: { granularity: 'PT1M' },
      time: { request: 'local', response: 'local', precision: 'minute' },
      finality: { settle: 'PT5M', revisit: 'PT0S', mutable: false },
    });

    it('seals nothing of the fold before all of it has settled', () => {
      const early = plan(local, '2026-10-25T02:04');
      expect(tellSlices(early)).toEqual([
        '2026-01-01T00:00/2026-10-25T00:00 sealed',
        '2026-10-25T00:00/2026-10-25T02:04 provisional',
      ]);
      expect(tellSlices(plan(local, '2026-10-25T02:05'))).toEqual([
        '2026-01-01T00:00/2026-10-25T02:00 sealed',
        '2026-10-25T02:00/2026-10-25T02:05 provisional',
      ]);
    });

    it('reads on until now inside the fold, and from its start the next time', () => {
      const ledger = [
        covered('2026-01-01T00:00', '2026-10-25T00:00', 'sealed', '2026-10-25T01:10'),
        covered('2026-10-25T00:00', '2026-10-25T01:10', 'provisional', '2026-10-25T01:10'),
      ];
      expect(tellSlices(plan(local, '2026-10-25T01:40', { ledger }))).toEqual([
        '2026-10-25T00:00/2026-10-25T01:40 provisional',
      ]);
    });

    it('takes the fold whole when the range ends or begins in it', () => {
      const first = { from: at('2026-10-24T12:00'), to: at('2026-10-25T01:30') };
      expect(tell(plan(local, '2026-11-01T00:00', { asked: first }).asked)).toBe(
        '2026-10-24T12:00/2026-10-25T02:00',
      );
      const second = { from: at('2026-10-25T01:30'), to: at('2026-10-25T12:00') };
      expect(plan(local, '2026-11-01T00:00', { asked: second }).slices.map(tell)).toEqual([
        '2026-10-25T00:00/2026-10-25T12:00',
      ]);
    });
  });
});

describe('reachableFrom', () => {
  const zone = zoneOf('Europe/Stockholm');
  const retention = 'P3M';

  it('is minus infinity for a vendor that never forgets', () => {
    expect(reachableFrom({ stream: streamWith(), zone, now: 0 })).toBe(Number.NEGATIVE_INFINITY);
  });

  it.each([
    ['inclusive', '2026-06-15T10:00:00.000Z', '2026-03-15T11:00:00.000Z'],
    ['inclusive', '2026-06-15T10:00:00.001Z', '2026-03-15T11:01:00.000Z'],
    ['unknown', '2026-06-15T10:00:00.000Z', '2026-03-15T11:01:00.000Z'],
    // Three months before lies in the fold, where nothing can be asked for by the wall.
    ['inclusive', '2027-01-25T01:30:00.000Z', '2026-10-25T02:00:00.000Z'],
  ] as const)('with a lower bound %s at %s begins at %s', (from, now, first) => {
    const stream = streamWith({
      window: { from, retention, granularity: 'PT1M' },
      time: { request: 'local' },
    });
    expect(toInstant(reachableFrom({ stream, zone, now: toEpochMs(now) }))).toBe(first);
  });

  it('begins at a local midnight for a vendor of whole days', () => {
    const stream = streamWith({
      window: { from: 'inclusive', retention, granularity: 'P1D' },
      time: { request: 'local' },
    });
    const now = at('2026-06-15T10:00');
    expect(toInstant(reachableFrom({ stream, zone, now }))).toBe('2026-03-15T23:00:00.000Z');
  });
});
