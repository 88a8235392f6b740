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
  /** What was read on another basis, by its start. */
  outdated: readonly CoverageInterval[];
  /** As in a plan's input. */
  completeFrom: EpochMs | null;
  /** From when on what is read is kept: nothing older is asked for. `null` when all is. */
  keptFrom: EpochMs | null;
}

const firstSyncReach = 'P31D';
/** As far as the wall times of two zones lie apart. */
const mostApartMs = 26 * 3_600_000;

/**
 * Closes an open range: from `since`, else from where the ledger begins, else as far as the vendor
 * reaches back, else 31 days; to now. It takes in what was read on another basis, as far as the vendor
 * reaches back, with the hours before it into which another zone moves calls. `assumed` says so when
 * neither config nor ledger decided, and when the range holds nothing that has happened yet: a typing
 * error would look like success.
 */
export function closeAskedRange(input: AskedInput): { window: Window; assumed: string | null } {
  const { keptFrom, zone } = input;
  const closed = closeRange(input);
  if (keptFrom === null || closed.window.from >= keptFrom) return closed;
  const isAsked = input.asked.from !== undefined;
  const assumed = `What began before ${timeText(keptFrom, zone)} isn't read: "keepFor" would delete it`;
  return {
    window: { from: keptFrom, to: Math.max(keptFrom, closed.window.to) },
    assumed: isAsked ? assumed : null,
  };
}

function closeRange(input: AskedInput): { window: Window; assumed: string | null } {
  const { asked, since, stream, zone, now, ledger, completeFrom } = input;
  const to = asked.to ?? now;
  const reach = reachableFrom({ stream, zone, now, completeFrom });
  const known = asked.from ?? earliest([since ?? ledger[0]?.from, fromOfOutdated(input, reach)]);
  if (known !== undefined) {
    const window = { from: known, to };
    return { window, assumed: Math.min(to, now) > known ? null : emptyRange(window, now, zone) };
  }
  const from = Number.isFinite(reach) ? reach : subtractDuration(now, firstSyncReach, zone.id);
  const reason = Number.isFinite(reach) ? 'as far as the vendor reaches back' : 'the last 31 days';
  return {
    window: { from, to },
    assumed: `No "since" is set, so the first sync starts at ${timeText(from, zone)}: ${reason}`,
  };
}

function fromOfOutdated({ stream, outdated }: AskedInput, reach: EpochMs): EpochMs | undefined {
  const [first] = outdated;
  if (first === undefined) return undefined;
  const moves = stream.kind === 'calls' && stream.time.response === 'local';
  return Math.max(reach, first.from - (moves ? mostApartMs : 0));
}

function earliest(instants: readonly (EpochMs | undefined)[]): EpochMs | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function emptyRange({ from, to }: Window, now: EpochMs, zone: Zone): string {
  const why = from < to ? 'has not begun yet' : from < now ? 'ends before it begins' : 'lies ahead';
  return `Nothing to read: the range ${rangeText({ from, to }, zone)} ${why}`;
}
