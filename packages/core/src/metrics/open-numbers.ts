import type { Call } from '../call/call.ts';
import type { CallFilter } from '../call/call-source.ts';
import { matchesCall } from '../call/match-call.ts';
import { compareUtf8 } from '../compare-utf8.ts';
import { type Instant, toEpochMs } from '../time/instant.ts';
import { wholeCall } from './call-ends.ts';
import { conditionHolds } from './condition-holds.ts';
import { rememberAnswer } from './last-answered.ts';
import { measures } from './measures.ts';
import { planSummary } from './summary-plan.ts';

/** One of the numbers that the metric `missedOpen` counts: nobody has spoken with it since it called. */
export interface OpenNumber {
  e164: string;
  /** As the latest of the missed calls with a name tells it. */
  name: string | null;
  /** How many of its calls were missed since it was last spoken with, as far as the filter means them. */
  missed: number;
  /** When the first and the last of these started. */
  firstAt: Instant;
  lastAt: Instant;
}

/** Which open numbers. */
export interface OpenNumbersQuery {
  /** The missed calls that count; of kind `call` unless said otherwise. */
  filter?: CallFilter;
  /** So many at most. Default: all. */
  limit?: number;
}

/**
 * The open numbers among calls, the last missed first; the reference for what stores do in SQL. Give
 * all calls, and not only those that the filter means: any may be the answer.
 */
export function openNumbersOf(
  calls: Iterable<Call>,
  { filter, limit = Number.POSITIVE_INFINITY }: OpenNumbersQuery = {},
): OpenNumber[] {
  const plan = planSummary({ metrics: ['missedOpen'], timeZone: 'UTC', filter: filter ?? {} });
  const { where } = measures.missedOpen;
  const lastAnswered = new Map<string, number>();
  const missed: Call[] = [];
  for (const call of calls) {
    rememberAnswer(lastAnswered, plan.filter, call);
    const isMissed = conditionHolds(where, { call, end: wholeCall(call), thresholdMs: 0 });
    if (isMissed && matchesCall(call, { ...plan.filter, ...plan.range })) missed.push(call);
  }
  const open = new Map<string, OpenNumber>();
  for (const { from, startedAt } of missed.sort(compareForNames)) {
    const { e164, name } = from;
    if (e164 === null) continue;
    const answeredAt = lastAnswered.get(e164) ?? Number.NEGATIVE_INFINITY;
    if (toEpochMs(startedAt) < answeredAt) continue;
    const before = open.get(e164) ?? { e164, name: null, missed: 0, firstAt: startedAt };
    open.set(e164, {
      ...before,
      name: name ?? before.name,
      missed: before.missed + 1,
      lastAt: startedAt,
    });
  }
  return [...open.values()]
    .sort((a, b) => compareUtf8(b.lastAt, a.lastAt) || compareUtf8(a.e164, b.e164))
    .slice(0, limit);
}

/** The latest name counts, and of those told at once the one that sorts last. */
function compareForNames(a: Call, b: Call): number {
  return compareUtf8(a.startedAt, b.startedAt) || compareUtf8(a.from.name ?? '', b.from.name ?? '');
}
