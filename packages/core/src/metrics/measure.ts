import type { CallFields } from '../call/call.ts';
import type { InstantField, Length } from './length.ts';

/** Which calls a measure is about. Keys that are absent ask for nothing; all others must hold. */
export interface Condition {
  /** Seen from the side that the row is about: an internal call goes out for its caller and comes in for its callee. */
  way?: 'inbound' | 'outbound';
  answered?: boolean;
  disposition?: CallFields['disposition'];
  /** A queue, hunt group or attendant had the call. */
  queued?: true;
  /** Such a length of time is known, and is not over the threshold, or is over it, where that is asked. */
  lasts?: { length: Length; against?: 'within-threshold' | 'over-threshold' };
  source?: readonly string[];
}

/** A stretch of time in a call, half-open; without one of its ends, or with none between them, it is none. */
export interface Stretch {
  from: InstantField;
  to: InstantField | { after: Length };
}

/**
 * What is counted of calls, and how the parts of a whole become one: the building blocks of metrics,
 * computed by accumulators and by databases alike.
 */
export type Measure =
  /** Calls. Parts are added. */
  | { kind: 'count'; where: Condition }
  /** Milliseconds, of the calls of which they are known. Parts are added. */
  | { kind: 'total'; where: Condition; of: Length }
  /** Milliseconds of the stretches that lie in the interval, wherever the calls started. Parts are joined. */
  | { kind: 'overlap'; where: Condition; of: Stretch }
  /** The most stretches at one moment of the interval, wherever the calls started. Parts are joined. */
  | { kind: 'peak'; where: Condition; of: Stretch }
  /** Calling numbers (e164) with so many calls at least. Parts are added number by number. */
  | { kind: 'callers'; where: Condition; calls: 1 | 2 }
  /**
   * Calling numbers (e164) that no answered call, inbound from them or outbound to them, followed.
   * The answered ones may be any of the sources, whatever else is filtered. Of parts, the latest call
   * of each number and kind counts.
   */
  | { kind: 'open'; where: Condition };

/** A measure of stretches of time: it belongs to the intervals that they lie in. */
export type SpanMeasure = Extract<Measure, { of: Stretch }>;

/** Whether a measure belongs to the intervals that stretches lie in, and not to those of the starts. */
export function isSpan(measure: Measure): measure is SpanMeasure {
  return measure.kind === 'overlap' || measure.kind === 'peak';
}
