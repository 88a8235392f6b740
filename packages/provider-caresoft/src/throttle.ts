/** How often the vendor may be asked, and by which clock. */
export interface ThrottleRules {
  /** Absent: as often as one likes. */
  elapsedMs: (() => number) | undefined;
  requestsPerSecond: number;
  requestsPerHour: number;
}

/** What becomes of a request: it is answered, it came too soon, or nobody is answered for a while. */
export type Admission = 'admitted' | 'too many' | 'stopped';

const secondMs = 1000;
const hourMs = 3_600_000;
const stopMs = 900_000;
/** So many refusals in a row after the first one are borne. */
const patience = 20;

/**
 * Counts requests and refuses those beyond the limits. Who goes on asking while refused is stopped
 * for a quarter of an hour.
 */
export function createThrottle(rules: ThrottleRules): () => Admission {
  const { elapsedMs, requestsPerSecond, requestsPerHour } = rules;
  if (elapsedMs === undefined) return () => 'admitted';
  const inSecond = createCounter(secondMs);
  const inHour = createCounter(hourMs);
  let refusals = 0;
  let stoppedUntilMs = Number.NEGATIVE_INFINITY;

  return () => {
    const nowMs = elapsedMs();
    if (nowMs < stoppedUntilMs) return 'stopped';
    const isAdmitted =
      inSecond.count(nowMs) < requestsPerSecond && inHour.count(nowMs) < requestsPerHour;
    if (isAdmitted) {
      inSecond.add(nowMs);
      inHour.add(nowMs);
      refusals = 0;
      return 'admitted';
    }
    refusals += 1;
    if (refusals <= 1 + patience) return 'too many';
    refusals = 0;
    stoppedUntilMs = nowMs + stopMs;
    return 'stopped';
  };
}

/** Counts what happens within one span after another. */
function createCounter(spanMs: number) {
  let span = Number.NaN;
  let counted = 0;
  const turnTo = (nowMs: number) => {
    const current = Math.floor(nowMs / spanMs);
    if (current !== span) counted = 0;
    span = current;
  };
  return {
    count(nowMs: number): number {
      turnTo(nowMs);
      return counted;
    },
    add(nowMs: number): void {
      turnTo(nowMs);
      counted += 1;
    },
  };
}
