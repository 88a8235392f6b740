import {
  type CallFields,
  type FlatRow,
  flattenRow,
  metricNames,
  type SummaryQuery,
  toInstant,
  unknownParty,
} from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

/** Calls, and what they come to, worked out by hand. */
interface FigureCase {
  it: string;
  /** One a minute, from minute 1 on, unless they say when they started. */
  calls: readonly Partial<CallFields>[];
  query?: Partial<SummaryQuery>;
  /** A row for each interval or value; only these keys are compared. */
  told: readonly FlatRow[];
}

const inbound = { direction: 'inbound', disposition: 'answered' } as const;
const outbound = { ...inbound, direction: 'outbound' } as const;
const missed = { ...inbound, disposition: 'no-answer' } as const;
const queue = { id: '7', name: null };
const party = (number: string) => ({
  ...unknownParty,
  number,
  e164: number.startsWith('+') ? number : null,
});
const agent = (id: string, extension: string) => ({ id, name: null, login: null, extension });
const at = (minutes: number, ms = 0) => toInstant(minute(minutes) + ms);
/** Answered at once, and ended so many minutes behind 08:00. */
const talk = (from: number, to: number, rest: Partial<CallFields> = {}) => ({
  ...inbound,
  startedAt: at(from),
  answeredAt: at(from),
  endedAt: at(to),
  talkMs: (to - from) * 60_000,
  ...rest,
});

const cases: readonly FigureCase[] = [
  {
    it: 'divides calls by what became of them',
    calls: [
      inbound,
      inbound,
      missed,
      { ...inbound, disposition: 'busy' },
      { ...inbound, disposition: 'failed' },
      { ...inbound, disposition: 'unknown' },
      { ...inbound, kind: 'sms' },
    ],
    told: [
      {
        ...{ calls: 6, answered: 2, noAnswer: 1, busy: 1, failed: 1, unknown: 1 },
        ...{ asr: 2 / 6, ner: 4 / 6 },
      },
    ],
  },
  {
    it: 'tells the two ways apart, and leaves internal calls out of both',
    calls: [
      { ...inbound, talkMs: 61_500 },
      { ...inbound, disposition: 'busy' },
      missed,
      { ...outbound, talkMs: 30_000 },
      { ...outbound, disposition: 'failed', talkMs: 0 },
      { ...inbound, direction: 'internal', talkMs: 5000 },
    ],
    told: [
      {
        ...{ inboundCalls: 3, inboundAnswered: 1, inboundUnanswered: 2, inboundBusy: 1 },
        ...{ inboundSeconds: 61.5, outboundCalls: 2, outboundAnswered: 1, outboundUnanswered: 1 },
        ...{ outboundFailed: 1, outboundSeconds: 30, talkSeconds: 96.5 },
      },
    ],
  },
  {
    it: 'counts answered calls without talk in means, and leaves out what is not known',
    calls: [
      { ...inbound, talkMs: 60_000, holdMs: 10_000 },
      { ...inbound, talkMs: 0, holdMs: 0 },
      { ...inbound, talkMs: null, holdMs: 99_000 },
      { ...missed, talkMs: 9000 },
    ],
    told: [{ acd: 30, aht: 35 }],
  },
  {
    it: 'times answers from the queue, else as told, else from the start',
    calls: [
      { ...inbound, queuedAt: at(1, 20_000), answeredAt: at(1, 30_000), waitMs: 25_000 },
      { ...inbound, answeredAt: at(2, 30_000), waitMs: 26_000 },
      { ...inbound, answeredAt: at(3, 30_000) },
      inbound,
      { ...outbound, waitMs: 1000 },
    ],
    told: [{ asa: 22 }],
  },
  {
    it: 'leaves out of the service level who gave up before the threshold',
    calls: [
      { ...inbound, waitMs: 0 },
      { ...inbound, waitMs: 20_000 },
      { ...inbound, waitMs: 20_001 },
      { ...missed, queue, waitMs: 20_000 },
      { ...missed, queue, waitMs: 20_001 },
      { ...missed, waitMs: 60_000 },
    ],
    told: [{ serviceLevel: 2 / 4, abandoned: 2, abandonRate: 1 }],
  },
  {
    it: 'finds one call at a time where calls are back to back, and none of no length',
    calls: [talk(1, 5), talk(5, 9), talk(9, 9), talk(9, 11, { direction: 'outbound' }), missed],
    told: [{ peakConcurrency: 1 }],
  },
  {
    it: 'counts and divides in each interval what goes on in it',
    calls: [talk(30, 120), talk(90, 91, { talkMs: null }), talk(120, 120)],
    query: { interval: 'hour' },
    told: [
      { interval: '2025-03-01T08:00+00:00', calls: 1, peakConcurrency: 1, traffic: 0.5 },
      { interval: '2025-03-01T09:00+00:00', calls: 1, peakConcurrency: 2, traffic: 1 },
      { interval: '2025-03-01T10:00+00:00', calls: 1, peakConcurrency: 0, traffic: 0 },
    ],
  },
  {
    it: 'knows callers by their numbers',
    calls: ['+4811', '+4811', '+4812', '101', '101'].map((number) => ({
      ...inbound,
      from: party(number),
    })),
    told: [{ distinctCallers: 2, repeatCallers: 1 }],
  },
  {
    it: 'takes a missed call for closed by a later answered one in either direction',
    calls: [
      { ...inbound, from: party('+4811') },
      { ...missed, from: party('+4811') },
      { ...missed, from: party('+4812') },
      { ...outbound, to: party('+4812') },
      { ...missed, from: party('+4813') },
      { ...outbound, to: party('+4813'), disposition: 'busy' },
      { ...missed, from: party('101') },
    ],
    told: [{ missedOpen: 2 }],
  },
  {
    it: 'sees an internal call from both its ends, where rows are about people',
    calls: [
      {
        ...inbound,
        direction: 'internal',
        ...{ from: party('101'), to: party('102'), talkMs: 4000 },
        agents: [agent('ben', '102'), agent('anna', '101')],
      },
    ],
    query: { by: ['agent'] },
    told: [
      { agent: 'anna', calls: 1, outboundCalls: 1, inboundCalls: 0, inboundSeconds: 0 },
      { agent: 'ben', calls: 1, outboundCalls: 0, inboundCalls: 1, inboundSeconds: 4 },
    ],
  },
  {
    it: 'divides nothing by nothing',
    calls: [missed],
    told: [{ asr: 0, acd: null, asa: null, serviceLevel: null, abandonRate: null, aht: null }],
  },
];

/** Figures that were worked out by hand. */
export function describeFigures(openStore: OpenStore): void {
  describe('figures', () => {
    it.each(cases)('$it', ({ calls, query, told }) =>
      withStore(openStore, async ({ store }) => {
        const rows = calls.map((known, index) => sampleRow(`alpha:${index}`, index + 1, known));
        await store.commit(sampleReading([0, 1000], rows));
        const summary = await store.summarize({ metrics: metricNames, timeZone: 'UTC', ...query });
        expect(summary.map(flattenRow)).toEqual(told.map((row) => expect.objectContaining(row)));
      }),
    );
  });
}
