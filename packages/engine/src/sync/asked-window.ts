import {
  type CoverageInterval,
  type EpochMs,
  reachableFrom,
  subtractDuration,
  type TimedStream,
  type Window,
  type Zone,
} from '@cdr/core';
import { rangeText, timeText } from '../report/time-text.ts';

/** An asked range whose ends may be open. */
export interface AskedRange {
  from?: EpochMs;
  to?: EpochMs;
}

/** What decides the range that a stream is to cover. */
export interface AskedInput {
  asked: AskedRange;
  /** Config's `since`. */
  since: EpochMs | null;
  stream: TimedStream;
  zone: Zone;
  now: EpochMs;
  ledger: readonly CoverageInterval[];
  /** As in a plan's input. */
  completeFrom: EpochMs | null;
}

const firstSyncReach = 'P31D';

/**
 * Closes an open range: from `since`, else from where the ledger begins, else as far as the vendor
 * reaches back, else 31 days; to now. `assumed` says so when neither config nor ledger decided, and
 * when the range holds nothing that has happened yet: a typing error would look like success.
 */
export function closeAskedRange(input: AskedInput): { window: Window; assumed: string | null } {
  const { asked, since, stream, zone, now, ledger, completeFrom } = input;
  const to = asked.to ?? now;
  const known = asked.from ?? since ?? ledger[0]?.from;
  if (known !== undefined) {
    const window = { from: known, to };
    return { window, assumed: Math.min(to, now) > known ? null : emptyRange(window, now, zone) };
  }
  const reach = reachableFrom({ stream, zone, now, completeFrom });
  const from = Number.isFinite(reach) ? reach : subtractDuration(now, firstSyncReach, zone.id);
  const reason = Number.isFinite(reach) ? 'as far as the vendor reaches back' : 'the last 31 days';
  return {
    window: { from, to },
    assumed: `No "since" is set, so the first sync starts at ${timeText(from, zone)}: ${reason}`,
  };
}

function emptyRange({ from, to }: Window, now: EpochMs, zone: Zone): string {
  const why = from < to ? 'has not begun yet' : from < now ? 'ends before it begins' : 'lies ahead';
  return `Nothing to read: the range ${rangeText({ from, to }, zone)} ${why}`;
}
