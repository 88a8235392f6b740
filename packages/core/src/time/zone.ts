import { Temporal } from 'temporal-polyfill';
import { ConfigError } from '../errors/config-error.ts';
import type { Window } from '../window/window.ts';
import type { EpochMs, WallMs } from './epoch-ms.ts';

/** A wall time turned into an instant, and how sure that is. */
export interface ResolvedWallTime {
  epochMs: EpochMs;
  /** True when the wall time named two instants (the earlier is taken) or none (moved past the gap). */
  ambiguous: boolean;
}

/** The clocks of one IANA zone, or of a fixed offset such as `+07:00`. */
export interface Zone {
  readonly id: string;
  toWall(epochMs: EpochMs): WallMs;
  /** The instants that the wall time names: one; two in a fold, the earlier first; none in a gap. */
  instantsOf(wall: WallMs): EpochMs[];
  /** One instant for any wall time: the earlier in a fold; in a gap, as far past it as into it. */
  resolve(wall: WallMs): ResolvedWallTime;
  /** The whole folded period, both passes, in which the instant lies; `null` outside folds. */
  foldAt(epochMs: EpochMs): Window | null;
}

/** A stretch of time with one offset from UTC. */
interface Era {
  from: EpochMs;
  to: EpochMs;
  offsetMs: number;
}

const zones = new Map<string, Zone>();

/** The zone of that name. Throws `ConfigError` for names that the time zone database doesn't have. */
export function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = createZone(timeZone);
    zones.set(timeZone, zone);
  }
  return zone;
}

/**
 * Conversions look only at the era that was hit last; Temporal is asked once an era. Neighbouring
 * times, which is how records come, therefore cost a few comparisons each.
 */
function createZone(id: string): Zone {
  assertZone(id);
  let recent = computeEra(id, 0);
  const eras = [recent];

  function eraAt(epochMs: EpochMs): Era {
    if (epochMs >= recent.from && epochMs < recent.to) return recent;
    let era = eras.find((known) => epochMs >= known.from && epochMs < known.to);
    if (era === undefined) {
      era = computeEra(id, epochMs);
      eras.push(era);
    }
    recent = era;
    return era;
  }

  function instantsOf(wall: WallMs): EpochMs[] {
    // No offset exceeds a day and none lasts less: the eras around the wall time are all candidates.
    const first = eraAt(wall - 86_400_000);
    const instants: EpochMs[] = [];
    for (let era = first; ; era = eraAt(era.to)) {
      const epochMs = wall - era.offsetMs;
      if (epochMs >= era.from && epochMs < era.to) instants.push(epochMs);
      if (era.to > wall + 86_400_000) return instants;
    }
  }

  function resolve(wall: WallMs): ResolvedWallTime {
    const { from, to, offsetMs } = recent;
    // An era of days on both sides of the instant leaves no room for a second reading.
    const guess = wall - offsetMs;
    if (guess - 86_400_000 >= from && guess + 86_400_000 < to) {
      return { epochMs: guess, ambiguous: false };
    }
    const [earliest, later] = instantsOf(wall);
    if (earliest !== undefined) return { epochMs: earliest, ambiguous: later !== undefined };
    const before = eraAt(wall - 86_400_000);
    return { epochMs: wall - before.offsetMs, ambiguous: true };
  }

  function foldAt(epochMs: EpochMs): Window | null {
    const era = eraAt(epochMs);
    for (const transition of [era.from, era.to]) {
      if (!Number.isFinite(transition)) continue;
      const foldMs = eraAt(transition - 1).offsetMs - eraAt(transition).offsetMs;
      const fold = { from: transition - foldMs, to: transition + foldMs };
      if (foldMs > 0 && epochMs >= fold.from && epochMs < fold.to) return fold;
    }
    return null;
  }

  return {
    id,
    toWall: (epochMs) => epochMs + eraAt(epochMs).offsetMs,
    instantsOf,
    resolve,
    foldAt,
  };
}

function computeEra(id: string, epochMs: EpochMs): Era {
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(id);
  const next = at.getTimeZoneTransition('next');
  const previous = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: at.offsetNanoseconds / 1_000_000,
  };
}

function assertZone(id: string): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id);
  } catch (cause) {
    throw new ConfigError({
      what: `"${id}" is not a time zone`,
      todo: 'Use a name of the IANA database, such as Europe/Warsaw',
      cause,
    });
  }
}
