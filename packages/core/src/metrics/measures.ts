import type { Length } from './length.ts';
import type { Measure } from './measure.ts';

/** From the queue's acceptance, where a queue had the call, else from the start, to the answer. */
const answerDelay: Length = {
  firstOf: [
    { from: 'queuedAt', to: 'answeredAt' },
    'waitMs',
    { from: 'startedAt', to: 'answeredAt' },
  ],
};

/** The same for calls that ended without an answer. */
const abandonDelay: Length = {
  firstOf: [
    { from: 'queuedAt', to: 'endedAt' },
    'waitMs',
    { from: 'startedAt', to: 'endedAt' },
    'durationMs',
  ],
};

const handling: Length = { sumOf: ['talkMs', 'holdMs'] };

const answeredInbound = { way: 'inbound', answered: true } as const;
const abandoned = { way: 'inbound', queued: true, answered: false } as const;

/** What metrics are made of. Each is computed once, however many metrics use it. */
export const measures = {
  calls: { kind: 'count', where: {} },
  answered: { kind: 'count', where: { answered: true } },
  noAnswer: { kind: 'count', where: { disposition: 'no-answer' } },
  busy: { kind: 'count', where: { disposition: 'busy' } },
  failed: { kind: 'count', where: { disposition: 'failed' } },
  unknown: { kind: 'count', where: { disposition: 'unknown' } },
  inbound: { kind: 'count', where: { way: 'inbound' } },
  inboundAnswered: { kind: 'count', where: answeredInbound },
  inboundBusy: { kind: 'count', where: { way: 'inbound', disposition: 'busy' } },
  inboundTalkMs: { kind: 'total', where: { way: 'inbound' }, of: 'talkMs' },
  outbound: { kind: 'count', where: { way: 'outbound' } },
  outboundAnswered: { kind: 'count', where: { way: 'outbound', answered: true } },
  outboundFailed: { kind: 'count', where: { way: 'outbound', disposition: 'failed' } },
  outboundTalkMs: { kind: 'total', where: { way: 'outbound' }, of: 'talkMs' },
  talkMs: { kind: 'total', where: {}, of: 'talkMs' },
  answeredTalkMs: { kind: 'total', where: { answered: true }, of: 'talkMs' },
  answeredTalks: { kind: 'count', where: { answered: true, lasts: { length: 'talkMs' } } },
  handlingMs: { kind: 'total', where: { answered: true }, of: handling },
  handled: { kind: 'count', where: { answered: true, lasts: { length: handling } } },
  answerDelayMs: { kind: 'total', where: answeredInbound, of: answerDelay },
  answerDelays: { kind: 'count', where: { ...answeredInbound, lasts: { length: answerDelay } } },
  answeredInTime: {
    kind: 'count',
    where: { ...answeredInbound, lasts: { length: answerDelay, against: 'within-threshold' } },
  },
  queued: { kind: 'count', where: { way: 'inbound', queued: true } },
  abandoned: { kind: 'count', where: abandoned },
  abandonedLate: {
    kind: 'count',
    where: { ...abandoned, lasts: { length: abandonDelay, against: 'over-threshold' } },
  },
  concurrency: { kind: 'peak', where: {}, of: { from: 'answeredAt', to: 'endedAt' } },
  talkWithinMs: {
    kind: 'overlap',
    where: {},
    of: { from: 'answeredAt', to: { after: 'talkMs' } },
  },
  callers: { kind: 'callers', where: { way: 'inbound' }, calls: 1 },
  repeatCallers: { kind: 'callers', where: { way: 'inbound' }, calls: 2 },
  missedOpen: { kind: 'open', where: { way: 'inbound', answered: false } },
} satisfies Record<string, Measure>;

/** A name of {@link measures}. */
export type MeasureName = keyof typeof measures;
