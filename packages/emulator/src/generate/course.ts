import type { CallFields, EpochMs, Party } from '@cdr/core';
import type { Colleague, Company, Queue } from './company.ts';
import type { Customers } from './customers.ts';
import type { WallQuarter } from './local-days.ts';
import type { Random } from './random.ts';

const longestTalkMs = 7_200_000;
const longestHoldMs = 900_000;

/** Where and when a call begins, and the chance that decides what becomes of it. */
export interface Scene {
  company: Company;
  customers: Customers;
  random: Random;
  at: WallQuarter;
  startedAt: EpochMs;
  /** Stretches the conversation. */
  pace: number;
}

/** What happened in a call; everything else about it follows from this. */
export interface Course
  extends Pick<
    CallFields,
    'direction' | 'disposition' | 'missedReason' | 'disconnectedBy' | 'transferredTo' | 'campaignId'
  > {
  from: Party;
  to: Party;
  colleagues: readonly Colleague[];
  queue: Queue | null;
  queuedAt: EpochMs | null;
  answeredAt: EpochMs | null;
  endedAt: EpochMs;
  /** Of the time between answer and end. */
  holdMs: number;
}

/** What a course is before anything was decided but who calls whom. */
export type Attempt = Pick<Course, 'direction' | 'from' | 'to' | 'queue' | 'campaignId'>;

/** How an attempt ends that nobody answers. */
export type Miss = Pick<Course, 'disposition' | 'missedReason' | 'disconnectedBy' | 'endedAt'> &
  Partial<Pick<Course, 'queuedAt' | 'colleagues'>>;

/** How an attempt goes on that somebody answers. */
export interface Answer extends Pick<Course, 'disconnectedBy'> {
  answeredAt: EpochMs;
  queuedAt?: EpochMs | null;
  /** The one who answered or called first, then those who joined. */
  colleagues: readonly Colleague[];
  /** Median length of such conversations. */
  talkMs: number;
  transferredTo?: string | null;
}

/** The course of an attempt that nobody answers. */
export function missedCourse(attempt: Attempt, miss: Miss): Course {
  return {
    ...attempt,
    disposition: miss.disposition,
    missedReason: miss.missedReason,
    disconnectedBy: miss.disconnectedBy,
    transferredTo: null,
    colleagues: miss.colleagues ?? [],
    queuedAt: miss.queuedAt ?? null,
    answeredAt: null,
    endedAt: miss.endedAt,
    holdMs: 0,
  };
}

/** The course of an attempt that somebody answers: they talk, and one in five is put on hold. */
export function answeredCourse(attempt: Attempt, answer: Answer, { random, pace }: Scene): Course {
  const talkMs = Math.min(
    longestTalkMs,
    400 + Math.round(random.logNormal(answer.talkMs, 0.85) * pace),
  );
  const holdMs = random.chance(0.2) ? Math.min(longestHoldMs, random.logNormal(40_000, 0.8)) : 0;
  return {
    ...attempt,
    disposition: 'answered',
    missedReason: null,
    disconnectedBy: answer.disconnectedBy,
    transferredTo: answer.transferredTo ?? null,
    colleagues: answer.colleagues,
    queuedAt: answer.queuedAt ?? null,
    answeredAt: answer.answeredAt,
    endedAt: answer.answeredAt + talkMs + holdMs,
    holdMs,
  };
}

/** How long it rings, in milliseconds. */
export function ringMs(random: Random, median: number): number {
  return Math.min(60_000, 300 + random.logNormal(median, 0.5));
}

/** One of a team. The early shift is its first two thirds, the late one its last; some do more than others. */
export function colleagueOnShift(
  team: readonly [Colleague, ...Colleague[]],
  { at, random }: Scene,
): Colleague {
  const third = Math.floor(team.length / 3);
  const first = at.quarter >= 64 ? third : 0;
  const last = at.quarter < 40 ? team.length - third : team.length;
  const drawn = random.next();
  return team[first + Math.floor(((drawn * drawn + drawn) / 2) * (last - first))] ?? team[0];
}
