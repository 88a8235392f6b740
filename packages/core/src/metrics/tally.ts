import type { Call } from '../call/call.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import type { CallEnd } from './call-ends.ts';
import { conditionHolds } from './condition-holds.ts';
import { lengthOf } from './length.ts';
import type { Measure, SpanMeasure } from './measure.ts';

/** A measure that belongs to the interval in which a call starts. */
export type StartMeasure = Exclude<Measure, SpanMeasure>;

/** What was measured of the calls that started in one interval: a sum, or a number of each caller. */
export interface Tally {
  measure: StartMeasure;
  sum: number;
  /** Calls of each number for `callers`, the start of the last one for `open`; else empty. */
  byNumber: Map<string, number>;
}

/** A call as one side sees it, to be measured. */
export interface SeenCall {
  call: Call;
  startedAt: EpochMs;
  end: CallEnd;
  thresholdMs: number;
}

export function createTally(measure: StartMeasure): Tally {
  return { measure, sum: 0, byNumber: new Map() };
}

export function addToTally(tally: Tally, seen: SeenCall): void {
  const { measure } = tally;
  if (!conditionHolds(measure.where, seen)) return;
  const { call, startedAt } = seen;
  if (measure.kind === 'count') tally.sum += 1;
  else if (measure.kind === 'total') tally.sum += lengthOf(call, measure.of) ?? 0;
  else if (call.from.e164 !== null) {
    addNumber(tally, call.from.e164, measure.kind === 'open' ? startedAt : 1);
  }
}

export function mergeTally(tally: Tally, other: Tally): void {
  tally.sum += other.sum;
  for (const [number, value] of other.byNumber) addNumber(tally, number, value);
}

/** What it comes to. `lastAnswered` tells when a number was last in an answered call. */
export function resultOfTally(
  { measure, sum, byNumber }: Tally,
  lastAnswered: ReadonlyMap<string, EpochMs>,
): number {
  if (measure.kind === 'count' || measure.kind === 'total') return sum;
  let numbers = 0;
  for (const [number, value] of byNumber) {
    const counts =
      measure.kind === 'callers'
        ? value >= measure.calls
        : value >= (lastAnswered.get(number) ?? Number.NEGATIVE_INFINITY);
    if (counts) numbers += 1;
  }
  return numbers;
}

function addNumber({ measure, byNumber }: Tally, number: string, value: number): void {
  const known = byNumber.get(number);
  if (known === undefined) byNumber.set(number, value);
  else byNumber.set(number, measure.kind === 'open' ? Math.max(known, value) : known + value);
}
