import { describe, expect, it } from 'vitest';
import { agentWith, callWith, partyWith } from '../__fixtures__/call-with.ts';
import type { Call } from '../call/call.ts';
import { createSummary } from './create-summary.ts';
import { type FlatRow, flattenRow } from './flatten-row.ts';
import { type MetricName, metricNames } from './metrics.ts';
import type { SummaryQuery } from './summary-query.ts';

const at = (time: string) => `2026-01-05T${time}.000Z`;
const epochMs = (time: string) => Date.parse(at(time));

function rowsOf(calls: readonly Call[], query: Partial<SummaryQuery> = {}): FlatRow[] {
  const summary = createSummary({ metrics: metricNames, timeZone: 'UTC', ...query });
  for (const call of calls) summary.add(call);
  return summary.rows().map(flattenRow);
}

/** The figures over all time. */
function figures(
  calls: readonly Call[],
  metrics: readonly MetricName[],
  query: Partial<SummaryQuery> = {},
): (string | number | null | undefined)[] {
  const [row] = rowsOf(calls, { ...query, metrics });
  return metrics.map((metric) => row?.[metric]);
}

const inbound = (changes: Partial<Call> = {}) => callWith(changes);
const missed = (changes: Partial<Call> = {}) => callWith({ disposition: 'no-answer', ...changes });
const outbound = (changes: Partial<Call> = {}) => callWith({ direction: 'outbound', ...changes });

describe('counts', () => {
  it('divide calls by what became of them', () => {
    const calls = [
      inbound(),
      inbound(),
      missed(),
      callWith({ disposition: 'busy' }),
      callWith({ disposition: 'failed' }),
      callWith({ disposition: 'unknown' }),
      callWith({ kind: 'sms' }),
    ];
    const names = ['calls', 'answered', 'noAnswer', 'busy', 'failed', 'unknown'] as const;
    expect(figures(calls, names)).toEqual([6, 2, 1, 1, 1, 1]);
    expect(figures(calls, ['calls'], { filter: { kind: ['sms', 'fax'] } })).toEqual([1]);
  });

  it('are 0 where there are no calls, and shares are nothing', () => {
    const [row] = rowsOf([]);
    expect(row).toEqual({
      ...Object.fromEntries(metricNames.map((name) => [name, 0])),
      ...{ asr: null, ner: null, acd: null, asa: null, serviceLevel: null },
      ...{ abandonRate: null, aht: null, traffic: null },
    });
  });

  it('tell the two ways apart as Telecom X does', () => {
    const calls = [
      inbound({ talkMs: 61_500 }),
      inbound({ talkMs: null }),
      missed(),
      callWith({ disposition: 'busy' }),
      callWith({ disposition: 'unknown' }),
      outbound({ talkMs: 30_000 }),
      outbound({ disposition: 'failed', talkMs: 0 }),
      outbound({ disposition: 'busy' }),
      callWith({ direction: 'internal', talkMs: 5000 }),
      callWith({ direction: 'unknown', talkMs: 5000 }),
    ];
    const wayIn = ['inboundCalls', 'inboundAnswered', 'inboundUnanswered', 'inboundBusy'] as const;
    expect(figures(calls, [...wayIn, 'inboundSeconds'])).toEqual([5, 2, 3, 1, 61.5]);
    const out = ['outboundCalls', 'outboundAnswered', 'outboundUnanswered'] as const;
    expect(figures(calls, [...out, 'outboundFailed', 'outboundSeconds'])).toEqual([3, 1, 2, 1, 30]);
    expect(figures(calls, ['calls', 'talkSeconds'])).toEqual([10, 101.5]);
  });
});

describe('shares', () => {
  const calls = [inbound(), missed(), callWith({ disposition: 'busy' })];

  it('asr is answered by calls, ner what the network carried by calls', () => {
    expect(figures(calls, ['asr', 'ner'])).toEqual([1 / 3, 1]);
    const lost = [callWith({ disposition: 'failed' }), callWith({ disposition: 'unknown' })];
    expect(figures([...calls, ...lost], ['asr', 'ner'])).toEqual([1 / 5, 3 / 5]);
  });

  it('abandonRate is what queues had and nobody answered by what queues had', () => {
    const queued = { queuedAt: at('10:00:01') };
    const inQueue = { queue: { id: '7', name: null } };
    const some = [
      inbound(queued),
      missed(inQueue),
      missed(queued),
      missed(),
      outbound({ ...queued, disposition: 'no-answer' }),
    ];
    expect(figures(some, ['abandoned', 'abandonRate'])).toEqual([2, 2 / 3]);
    expect(figures([missed()], ['abandoned', 'abandonRate'])).toEqual([0, null]);
  });
});

describe('means', () => {
  it('acd counts answered calls without talk, and leaves out those whose talk is not known', () => {
    const calls = [
      inbound({ talkMs: 60_000 }),
      outbound({ talkMs: 0 }),
      inbound({ talkMs: null }),
      missed({ talkMs: 9000 }),
    ];
    expect(figures(calls, ['acd', 'talkSeconds'])).toEqual([30, 69]);
    expect(figures([inbound()], ['acd'])).toEqual([null]);
  });

  it('aht takes talk and hold together, of calls of which both are known', () => {
    const calls = [
      inbound({ talkMs: 60_000, holdMs: 10_000 }),
      inbound({ talkMs: 20_000, holdMs: 0 }),
      inbound({ talkMs: 999_000, holdMs: null }),
    ];
    expect(figures(calls, ['aht'])).toEqual([45]);
  });

  it('asa begins in the queue, else goes by the wait as told, else begins at the start', () => {
    const answeredAt = at('10:00:30');
    const fromQueue = inbound({ queuedAt: at('10:00:20'), answeredAt, waitMs: 25_000 });
    const asTold = inbound({ answeredAt, waitMs: 26_000 });
    const fromStart = inbound({ answeredAt });
    const untold = inbound();
    const others = [missed({ waitMs: 1000 }), outbound({ waitMs: 1000 })];
    expect(figures([fromQueue], ['asa'])).toEqual([10]);
    expect(figures([asTold], ['asa'])).toEqual([26]);
    expect(figures([fromStart], ['asa'])).toEqual([30]);
    expect(figures([fromQueue, asTold, fromStart, untold, ...others], ['asa'])).toEqual([22]);
    expect(figures([untold, ...others], ['asa'])).toEqual([null]);
  });

  it('serviceLevel leaves out who gave up before the threshold', () => {
    const queue = { id: '7', name: null };
    const calls = [
      inbound({ waitMs: 0 }),
      inbound({ waitMs: 20_000 }),
      inbound({ waitMs: 20_001 }),
      missed({ queue, waitMs: 20_000 }),
      missed({ queue, waitMs: 20_001 }),
      missed({ waitMs: 60_000 }),
    ];
    expect(figures(calls, ['serviceLevel'])).toEqual([2 / 4]);
    expect(figures(calls, ['serviceLevel'], { thresholdMs: 30_000 })).toEqual([3 / 3]);
    expect(figures(calls, ['serviceLevel'], { thresholdMs: 0 })).toEqual([1 / 5]);
  });

  it('serviceLevel times the abandoned from the queue, by the wait, from the start, by the duration', () => {
    const base = { queue: { id: '7', name: null }, disposition: 'no-answer' } as const;
    const late = [
      callWith({ ...base, queuedAt: at('10:00:00'), endedAt: at('10:00:21'), waitMs: 1 }),
      callWith({ ...base, endedAt: at('10:00:01'), waitMs: 21_000 }),
      callWith({ ...base, endedAt: at('10:00:21'), durationMs: 1 }),
      callWith({ ...base, durationMs: 21_000 }),
    ];
    const early = [
      callWith({ ...base, queuedAt: at('10:00:00'), endedAt: at('10:00:19'), waitMs: 99_000 }),
      callWith({ ...base, endedAt: at('10:01:00'), waitMs: 19_000 }),
      callWith({ ...base }),
    ];
    const answered = inbound({ waitMs: 5000 });
    expect(figures([answered, ...late], ['serviceLevel'])).toEqual([1 / 5]);
    expect(figures([answered, ...early], ['serviceLevel'])).toEqual([1]);
  });
});

describe('peakConcurrency', () => {
  const talk = (answered: string, ended: string, changes: Partial<Call> = {}) =>
    inbound({
      startedAt: at(answered),
      answeredAt: at(answered),
      endedAt: at(ended),
      ...changes,
    });

  it('is the most calls at one moment', () => {
    const calls = [
      talk('10:00:00', '10:10:00'),
      talk('10:02:00', '10:04:00'),
      talk('10:03:00', '10:20:00', { direction: 'outbound' }),
      talk('10:15:00', '10:16:00'),
    ];
    expect(figures(calls, ['peakConcurrency'])).toEqual([3]);
  });

  it('is one for calls back to back, and none for calls of no length or never answered', () => {
    expect(
      figures(
        [talk('10:00:00', '10:05:00'), talk('10:05:00', '10:10:00'), talk('10:10:00', '10:11:00')],
        ['peakConcurrency'],
      ),
    ).toEqual([1]);
    const nothing = [
      talk('10:05:00', '10:05:00'),
      talk('10:05:00', '10:04:00'),
      missed({ endedAt: at('11:00:00') }),
      inbound({ answeredAt: at('10:00:00') }),
    ];
    expect(figures(nothing, ['peakConcurrency'])).toEqual([0]);
  });

  it('counts in an interval what began before it', () => {
    const calls = [talk('10:50:00', '12:10:00'), talk('11:30:00', '11:40:00')];
    const rows = rowsOf(calls, { metrics: ['calls', 'peakConcurrency'], interval: 'hour' });
    const told = rows.map((row) => [row.interval, row.calls, row.peakConcurrency]);
    // Without a range, rows end with the interval of the last start.
    expect(told).toEqual([
      ['2026-01-05T10:00+00:00', 1, 1],
      ['2026-01-05T11:00+00:00', 1, 2],
    ]);
  });

  it('tells a range as it tells that part of a longer one', () => {
    const calls = [
      talk('09:50:00', '10:10:00'),
      talk('09:10:00', '09:20:00'),
      talk('10:05:00', '11:30:00'),
      talk('11:00:00', '11:01:00'),
    ];
    const query = { metrics: ['calls', 'peakConcurrency', 'traffic'], interval: 'hour' } as const;
    const range = { from: epochMs('10:00:00'), to: epochMs('11:00:00') };
    const whole = rowsOf(calls, query);
    expect(rowsOf(calls, { ...query, filter: range })).toEqual([whole[1]]);
    expect(whole[1]).toMatchObject({ calls: 1, peakConcurrency: 2, traffic: 0 });
  });
});

describe('traffic', () => {
  const talk = (answered: string, talkMs: number | null) =>
    inbound({ startedAt: at(answered), answeredAt: at(answered), talkMs });

  it('divides the talk of a call among the intervals that it spans', () => {
    const calls = [talk('10:30:00', 5_400_000), talk('12:00:00', 0), talk('12:30:00', null)];
    const rows = rowsOf(calls, { metrics: ['traffic', 'talkSeconds'], interval: 'hour' });
    expect(rows.map((row) => [row.traffic, row.talkSeconds])).toEqual([
      [0.5, 5400],
      [1, 0],
      [0, 0],
    ]);
  });

  it('goes by the lengths that days have', () => {
    const call = inbound({
      startedAt: '2026-10-24T22:00:00.000Z',
      answeredAt: '2026-10-24T22:00:00.000Z',
      talkMs: 25 * 3_600_000,
    });
    const query = { metrics: ['traffic'], interval: 'day', timeZone: 'Europe/Warsaw' } as const;
    expect(rowsOf([call], query)).toEqual([
      {
        interval: '2026-10-25',
        intervalStart: '2026-10-24T22:00:00.000Z',
        intervalEnd: '2026-10-25T23:00:00.000Z',
        traffic: 1,
      },
    ]);
  });

  it('takes the part of an interval that was asked for', () => {
    const range = { from: epochMs('10:45:00'), to: epochMs('11:15:00') };
    const calls = [talk('10:00:00', 4_500_000)];
    const rows = rowsOf(calls, { metrics: ['traffic', 'calls'], interval: 'hour', filter: range });
    expect(rows.map((row) => [row.traffic, row.calls])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(figures(calls, ['traffic'], { filter: range })).toEqual([1]);
  });

  it('is not known over time without end, nor by hour of the day', () => {
    expect(figures([talk('10:00:00', 1000)], ['traffic'])).toEqual([null]);
    const byHour = { by: ['hour-of-day'], interval: 'day' } as const;
    expect(figures([talk('10:00:00', 1000)], ['traffic', 'peakConcurrency'], byHour)).toEqual([
      null,
      null,
    ]);
  });
});

describe('callers', () => {
  const from = (number: string, changes: Partial<Call> = {}) =>
    inbound({ from: partyWith(number), ...changes });

  it('are the numbers of inbound calls; who called again is a repeat caller', () => {
    const calls = [
      from('+4811'),
      from('+4811', { disposition: 'busy' }),
      from('+4812'),
      from('101'),
      from('101'),
      outbound({ from: partyWith('+4813') }),
    ];
    expect(figures(calls, ['distinctCallers', 'repeatCallers'])).toEqual([2, 1]);
  });

  it('are told again in each interval', () => {
    const calls = [from('+4811'), from('+4811', { startedAt: at('11:00:00') }), from('+4812')];
    const query = { metrics: ['distinctCallers', 'repeatCallers'], interval: 'hour' } as const;
    expect(rowsOf(calls, query).map((row) => [row.distinctCallers, row.repeatCallers])).toEqual([
      [2, 0],
      [1, 0],
    ]);
  });
});

describe('missedOpen', () => {
  const from = partyWith('+4811');
  const miss = missed({ from, startedAt: at('10:00:00') });
  const open = (calls: readonly Call[], query: Partial<SummaryQuery> = {}) =>
    figures(calls, ['missedOpen'], query);

  it('is a number that nobody has spoken with since', () => {
    expect(open([miss, missed({ from, startedAt: at('11:00:00') })])).toEqual([1]);
    expect(open([miss, inbound({ from, startedAt: at('09:00:00') })])).toEqual([1]);
    expect(open([miss, inbound({ from, startedAt: at('10:00:00') })])).toEqual([1]);
    expect(open([miss, inbound({ from, startedAt: at('10:00:01') })])).toEqual([0]);
    expect(open([miss, outbound({ to: from, startedAt: at('10:00:01') })])).toEqual([0]);
    expect(open([missed({ from: partyWith('101') })])).toEqual([0]);
  });

  it('stays open when the way back was not answered, or led elsewhere', () => {
    const later = { startedAt: at('12:00:00') };
    expect(open([miss, outbound({ ...later, to: from, disposition: 'busy' })])).toEqual([1]);
    expect(open([miss, outbound({ ...later, from })])).toEqual([1]);
    expect(open([miss, inbound({ ...later, to: from })])).toEqual([1]);
    expect(open([miss, callWith({ ...later, from, direction: 'unknown' })])).toEqual([1]);
  });

  it('is closed by any call of the sources, also behind the range and of another queue', () => {
    const back = outbound({ to: from, startedAt: '2026-02-01T10:00:00.000Z', source: 'oslo' });
    const range = { from: epochMs('00:00:00'), to: epochMs('23:00:00') };
    expect(open([miss, back], { filter: { ...range, direction: ['inbound'] } })).toEqual([0]);
    expect(open([miss, back], { filter: { ...range, source: ['warsaw'] } })).toEqual([1]);
    expect(open([miss, back], { interval: 'day' })).toEqual([0]);
  });
});

describe('internal calls', () => {
  const anna = agentWith('anna', '101');
  const ben = agentWith('ben', '102');
  const internal = callWith({
    direction: 'internal',
    from: partyWith('101'),
    to: partyWith('102'),
    agents: [ben, anna],
    talkMs: 4000,
  });
  const metrics = ['calls', 'outboundCalls', 'inboundCalls', 'inboundSeconds'] as const;

  it('go out for the caller and come in for the one called', () => {
    expect(rowsOf([internal], { metrics, by: ['agent', 'extension'] })).toEqual([
      {
        agent: 'anna',
        agentName: 'Name of anna',
        extension: '101',
        source: 'warsaw',
        ...{ calls: 1, outboundCalls: 1, inboundCalls: 0, inboundSeconds: 0 },
      },
      {
        agent: 'ben',
        agentName: 'Name of ben',
        extension: '102',
        source: 'warsaw',
        ...{ calls: 1, outboundCalls: 0, inboundCalls: 1, inboundSeconds: 4 },
      },
    ]);
  });

  it('count once, and neither in nor out, where rows are not about people', () => {
    expect(figures([internal], metrics)).toEqual([1, 0, 0, 0]);
    expect(rowsOf([internal], { metrics, by: ['direction'] })).toEqual([
      { direction: 'internal', calls: 1, outboundCalls: 0, inboundCalls: 0, inboundSeconds: 0 },
    ]);
  });

  const ends = (changes: Partial<Call>) =>
    rowsOf([{ ...internal, ...changes }], { metrics, by: ['agent', 'extension'] }).map((row) => [
      row.agent,
      row.extension,
      row.outboundCalls,
      row.inboundCalls,
    ]);

  it('are known by numbers where agents are not, and lead to the extension called', () => {
    expect(ends({ agents: [] })).toEqual([
      [null, '101', 1, 0],
      [null, '102', 0, 1],
    ]);
    expect(ends({ agents: [anna], to: partyWith('101') })).toEqual([['anna', '101', 1, 1]]);
    expect(ends({ agents: [agentWith('cleo')] })).toEqual([
      ['cleo', '102', 0, 1],
      [null, '101', 1, 0],
    ]);
    expect(ends({ agents: [anna, agentWith('cleo', '103'), ben] })).toEqual([
      ['anna', '101', 1, 0],
      ['ben', '102', 0, 1],
    ]);
    expect(ends({ agents: [anna, agentWith('cleo', '103')], to: partyWith('+4899') })).toEqual([
      ['anna', '101', 1, 0],
      ['cleo', '103', 0, 1],
    ]);
  });

  it('count once where nothing tells who was on them', () => {
    const nobody = { number: null, e164: null, name: null, type: 'unknown', ref: null } as const;
    expect(ends({ agents: [], from: nobody, to: nobody })).toEqual([[null, null, 0, 0]]);
  });
});
