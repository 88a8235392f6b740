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

/** A stretch of time with one offset from UTC; without end on the sides where the clocks never change again. */
export interface ZoneEra extends Window {
  /** What the wall shows is the instant plus this. */
  offsetMs: number;
}

/** The clocks of one IANA zone, or of a fixed offset such as `+07:00`. */
export interface Zone {
  /** In the spelling of the time zone database. */
  readonly id: string;
  toWall(epochMs: EpochMs): WallMs;
  /** The instants that the wall time names: one; two in a fold, the earlier first; none in a gap. */
  instantsOf(wall: WallMs): EpochMs[];
  /** One instant for any wall time: the earlier in a fold; in a gap, as far past it as into it. */
  resolve(wall: WallMs): ResolvedWallTime;
  /** The whole folded period, both passes, in which the instant lies; `null` outside folds. */
  foldAt(epochMs: EpochMs): Window | null;
  /** The first instant at which the wall shows this time or a later one: behind the gap, if it lies in one. */
  firstAt(wall: WallMs): EpochMs;
  /** The stretch of one offset from UTC in which the instant lies. */
  eraAt(epochMs: EpochMs): ZoneEra;
  /**
   * The time right after a gap, as long as the gap, in which the instant lies; `null` elsewhere.
   * This is where {@link resolve} puts the wall times that the gap left out.
   */
  gapAt(epochMs: EpochMs): Window | null;
}

const dayMs = 86_400_000;
const offsetShape = /^[+-]\d{2}(:?\d{2})?$/;
const zones = new Map<string, Zone>();

/** The zone of that name. Throws `ConfigError` for names that the time zone database doesn't have. */
export function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const id = findZoneId(timeZone);
  if (id === null) {
    throw new ConfigError({
      what: `"${timeZone}" is not a time zone`,
      todo: 'Use a name of the IANA database, such as Europe/Warsaw',
    });
  }
  const zone = createZone(id);
  zones.set(timeZone, zone);
  return zone;
}

/** Whether {@link zoneOf} knows the name. */
export function isTimeZone(timeZone: string): boolean {
  return zones.has(timeZone) || findZoneId(timeZone) !== null;
}

/**
 * Conversions look only at the era that was hit last; Temporal is asked once an era. Neighbouring
 * times, which is how records come, therefore cost a few comparisons each.
 */
function createZone(id: string): Zone {
  let recent = computeEra(id, 0);
  const eras = [recent];

  function eraAt(epochMs: EpochMs): ZoneEra {
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
    // No offset exceeds a day, so the eras within a day of the wall time are all the candidates.
    const instants: EpochMs[] = [];
    for (let era = eraAt(wall - dayMs); ; era = eraAt(era.to)) {
      const epochMs = wall - era.offsetMs;
      if (epochMs >= era.from && epochMs < era.to) instants.push(epochMs);
      if (era.to > wall + dayMs) return instants;
    }
  }

  function resolve(wall: WallMs): ResolvedWallTime {
    const { from, to, offsetMs } = recent;
    // No change of clocks exceeds a day: this far inside an era, no other one tells the same time.
    const guess = wall - offsetMs;
    if (guess - dayMs >= from && guess + dayMs < to) return { epochMs: guess, ambiguous: false };
    const [earliest, later] = instantsOf(wall);
    if (earliest !== undefined) return { epochMs: earliest, ambiguous: later !== undefined };
    // Eras last for days, so the one of a day ago is the one that ended in the gap.
    return { epochMs: wall - eraAt(wall - dayMs).offsetMs, ambiguous: true };
  }

  function firstAt(wall: WallMs): EpochMs {
    // Eras follow each other in time, so the first that still shows the time shows it first.
    for (let era = eraAt(wall - dayMs); ; era = eraAt(era.to)) {
      if (era.to + era.offsetMs > wall) return Math.max(era.from, wall - era.offsetMs);
    }
  }

  /** By how much the clocks were put back at the instant; negative where they were put forward. */
  function shiftBackAt(transition: EpochMs): number {
    if (!Number.isFinite(transition)) return 0;
    return eraAt(transition - 1).offsetMs - eraAt(transition).offsetMs;
  }

  function foldAt(epochMs: EpochMs): Window | null {
    const era = eraAt(epochMs);
    for (const transition of [era.from, era.to]) {
      const foldMs = shiftBackAt(transition);
      const fold = { from: transition - foldMs, to: transition + foldMs };
      if (foldMs > 0 && epochMs >= fold.from && epochMs < fold.to) return fold;
    }
    return null;
  }

  function gapAt(epochMs: EpochMs): Window | null {
    const { from } = eraAt(epochMs);
    const gapMs = -shiftBackAt(from);
    return gapMs > 0 && epochMs < from + gapMs ? { from, to: from + gapMs } : null;
  }

  return {
    id,
    toWall: (epochMs) => epochMs + eraAt(epochMs).offsetMs,
    instantsOf,
    resolve,
    firstAt,
    eraAt,
    foldAt,
    gapAt,
  };
}

function computeEra(id: string, epochMs: EpochMs): ZoneEra {
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(id);
  const next = at.getTimeZoneTransition('next');
  const previous = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: at.offsetNanoseconds / 1_000_000,
  };
}

/** The name as the database spells it; `null` for names that it doesn't have. */
function findZoneId(timeZone: string): string | null {
  try {
    const id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
    // Temporal also takes the zone out of a whole date-time text.
    return id.toLowerCase() === timeZone.toLowerCase() || offsetShape.test(timeZone) ? id : null;
  } catch {
    return null;
  }
}
