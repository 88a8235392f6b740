import {
  coveredIn,
  durationToMs,
  gapsIn,
  type LedgerEntry,
  type PlanInput,
  type PlannedSlice,
  planStream,
  splitBySpan,
  subtractWindows,
  type TimedStream,
  unionWindows,
  type Window,
  type Zone,
} from '@cdr/core';

/** What of a stream is compared with its vendor, and what can't be. */
export interface VerificationPlan {
  /** What was asked for, as far as it has happened. */
  asked: Window;
  slices: PlannedSlice[];
  /** Covered, and to be read again before it is final. */
  provisional: Window[];
  /** Covered and final, and older than the vendor answers by now. */
  unreachable: Window[];
  gaps: Window[];
  permanentGaps: Window[];
  /** How long the vendor wants to be left alone before it is asked about the same again. */
  waitMs: number;
}

/** What a verification is planned from. */
export interface VerificationInput extends Omit<PlanInput, 'ledger' | 'lookback'> {
  ledger: readonly LedgerEntry[];
  /** Whether rows are compared one by one also where the vendor's totals would do. */
  full: boolean;
}

/**
 * Plans what is sealed as a sync would that had never read it. Where a total stands for the rows of a
 * slice, slices are no longer than a day: the shorter, the less can a missing row hide behind one
 * that is too many.
 */
export function planVerification(input: VerificationInput): VerificationPlan {
  const { stream, zone, now, ledger, full } = input;
  const { asked, permanentGaps } = planStream(input);
  const covered = coveredIn(asked, ledger);
  const sealed = covered.filter(({ state }) => state === 'sealed');
  const plans = unionWindows(sealed).map((own) => planStream({ ...input, asked: own, ledger: [] }));
  const slices = plans.flatMap((plan) => plan.slices);
  const paceMs = durationToMs(stream.limits.minPollInterval);
  return {
    asked,
    slices: full ? slices : slices.flatMap((slice) => countableParts(slice, stream, zone)),
    provisional: unionWindows(covered.filter(({ state }) => state === 'provisional')),
    unreachable: plans.flatMap((plan) => plan.permanentGaps),
    gaps: subtractWindows(gapsIn(asked, ledger), permanentGaps),
    permanentGaps,
    waitMs: sealed.reduce(
      (wait, { readAt }) => (readAt > now ? wait : Math.max(wait, readAt + paceMs - now)),
      0,
    ),
  };
}

function countableParts(slice: PlannedSlice, stream: TimedStream, zone: Zone): PlannedSlice[] {
  if (stream.kind !== 'calls' || stream.paging.total !== 'exact') return [slice];
  return splitBySpan(slice, 'P1D', zone).map((day) => ({ ...day, state: slice.state }));
}
