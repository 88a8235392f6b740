import type { EpochMs, WallMs } from '../time/epoch-ms.ts';
import { formatWallTime } from '../time/wall-time.ts';
import type { Zone } from '../time/zone.ts';
import type { Window } from './window.ts';

/** How a vendor reads a bound of its query. `unknown` gets the request that holds under every reading. */
export type BoundReading = 'inclusive' | 'exclusive' | 'unknown';

/** What decides how a slice's bounds are written into a request. */
export interface BoundRules {
  /** How the vendor reads the lower bound. */
  from: BoundReading;
  /** The step in which bounds can be said, in milliseconds: 60000 for a vendor of minutes. */
  granularityMs: number;
  /** How much later than its start a record may count at the vendor, in milliseconds; widens the end. */
  marginMs: number;
  /** `local`: bounds are wall times of the zone; else they name instants. */
  request: 'utc' | 'offset' | 'local';
}

/** The bounds to send for one slice: outward, so that nothing the slice owns lies outside. */
export interface RequestBounds {
  from: RequestBound;
  to: RequestBound;
}

/** One bound as an instant and on the wall of the source's zone, where it is never ambiguous. */
export interface RequestBound {
  epochMs: EpochMs;
  /** `YYYY-MM-DDTHH:mm:ss.SSS` */
  wall: string;
}

/**
 * Renders the bounds of a slice. Both are rounded outward to the vendor's granularity; the end is
 * widened by the margin; a lower bound that may be exclusive goes one step further down. The end
 * needs no such step: it stands at or above the first instant that the slice does not own. Wall
 * times that name no instant or two are passed over, outward, since vendors differ in reading them.
 */
export function renderBounds(owned: Window, rules: BoundRules, zone: Zone): RequestBounds {
  const { granularityMs } = rules;
  const coordinates = rules.request === 'local' ? wallOf(zone) : instants;
  const step = rules.from === 'inclusive' ? 0 : granularityMs;
  const low = floorTo(coordinates.of(owned.from), granularityMs) - step;
  const high = ceilTo(coordinates.of(owned.to + rules.marginMs), granularityMs);
  return {
    from: bound(coordinates.outward(low, -granularityMs, owned.from), zone),
    to: bound(coordinates.outward(high, granularityMs, owned.to + rules.marginMs), zone),
  };
}

/** The axis on which a vendor's bounds lie, and the first point on it, going outward, that is safe to say. */
interface Coordinates {
  of(epochMs: EpochMs): number;
  outward(point: number, step: number, beyond: EpochMs): EpochMs;
}

const instants: Coordinates = { of: (epochMs) => epochMs, outward: (point) => point };

function wallOf(zone: Zone): Coordinates {
  return {
    of: zone.toWall,
    outward(wall: WallMs, step: number, beyond: EpochMs): EpochMs {
      for (let point = wall; ; point += step) {
        const [only, second] = zone.instantsOf(point);
        if (only === undefined || second !== undefined) continue;
        if (step < 0 ? only <= beyond : only >= beyond) return only;
      }
    },
  };
}

function bound(epochMs: EpochMs, zone: Zone): RequestBound {
  return { epochMs, wall: formatWallTime(zone.toWall(epochMs)) };
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

function ceilTo(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
