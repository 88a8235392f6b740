import type { EpochMs } from '../time/epoch-ms.ts';
import { formatWallTime } from '../time/wall-time.ts';
import type { Zone } from '../time/zone.ts';
import type { Window } from './window.ts';

/** How a vendor reads a bound of its query. `unknown` gets the request that holds under every reading. */
export type BoundReading = 'inclusive' | 'exclusive' | 'unknown';

/** What decides how a slice's bounds are written into a request. */
export interface BoundRules {
  /** How the vendor reads the lower bound. */
  from: BoundReading;
  /** The step to which bounds are rounded, in milliseconds: 60000 for a vendor of minutes. */
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

/** One bound as an instant and on the wall of the source's zone. */
export interface RequestBound {
  epochMs: EpochMs;
  /** `YYYY-MM-DDTHH:mm:ss.SSS`; names one instant, and always the same, when bounds are `local`. */
  wall: string;
}

/**
 * Renders the bounds of a slice. Both are rounded outward to the vendor's granularity; the end is
 * widened by the margin; a lower bound that may be exclusive goes one step further down. The end
 * needs no such step: it stands at or above the first instant that the slice does not own. A slice
 * that ends inside a fold asks for the whole fold, whose passes records may not tell apart. Wall
 * times that name no instant or two are passed over, outward, since vendors differ in reading them.
 */
export function renderBounds(owned: Window, rules: BoundRules, zone: Zone): RequestBounds {
  const axis = rules.request === 'local' ? wallAxis(zone) : instantAxis;
  const { granularityMs } = rules;
  const step = rules.from === 'inclusive' ? 0 : granularityMs;
  const first = zone.foldAt(owned.from)?.from ?? owned.from;
  const last = endOfFold(endOfFold(owned.to, zone) + rules.marginMs, zone);
  return {
    from: bound(
      axis.firstAtOrBefore(first, (point) => floorTo(point, granularityMs) - step),
      zone,
    ),
    to: bound(
      axis.firstAtOrAfter(last, (point) => ceilTo(point, granularityMs)),
      zone,
    ),
  };
}

/** The axis on which a vendor's bounds lie; `round` moves a point of it outward. */
interface Axis {
  firstAtOrBefore(epochMs: EpochMs, round: (point: number) => number): EpochMs;
  firstAtOrAfter(epochMs: EpochMs, round: (point: number) => number): EpochMs;
}

const instantAxis: Axis = {
  firstAtOrBefore: (epochMs, round) => round(epochMs),
  firstAtOrAfter: (epochMs, round) => round(epochMs),
};

function wallAxis(zone: Zone): Axis {
  return {
    firstAtOrBefore(epochMs, round) {
      // Records told with a wall time of a gap count as after it, and yet compare as before it.
      let at = aroundChange(epochMs, zone)?.before ?? epochMs;
      for (;;) {
        const point = zone.resolve(round(zone.toWall(at)));
        if (!point.ambiguous) return point.epochMs;
        at = aroundChange(point.epochMs, zone)?.before ?? point.epochMs;
      }
    },
    firstAtOrAfter(epochMs, round) {
      let at = epochMs;
      for (;;) {
        const point = zone.resolve(round(zone.toWall(at)));
        if (!point.ambiguous) return point.epochMs;
        at = aroundChange(point.epochMs, zone)?.after ?? point.epochMs;
      }
    },
  };
}

/** The nearest instants with a wall time that is certain, around the fold or gap at the instant. */
function aroundChange(epochMs: EpochMs, zone: Zone): { before: EpochMs; after: EpochMs } | null {
  const fold = zone.foldAt(epochMs);
  if (fold !== null) return { before: fold.from - 1, after: fold.to };
  const gap = zone.gapAt(epochMs);
  return gap === null ? null : { before: gap.from - 1, after: gap.from };
}

function endOfFold(end: EpochMs, zone: Zone): EpochMs {
  return zone.foldAt(end - 1)?.to ?? end;
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
