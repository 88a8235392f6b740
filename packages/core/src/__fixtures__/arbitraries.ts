import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../time/epoch-ms.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import type { Window } from '../window/window.ts';

const hourMs = 3_600_000;
const since = Date.UTC(1970, 0, 1);
const until = Date.UTC(2040, 0, 1);

/** Zones with ordinary summer time, half-hour shifts and offsets, midnight changes, and none. */
export const zoneIds = [
  'Europe/Stockholm',
  'Europe/Warsaw',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/St_Johns',
  'America/Havana',
  'Asia/Ho_Chi_Minh',
  'Asia/Gaza',
  'Antarctica/Troll',
  'Pacific/Apia',
  'Africa/Monrovia',
  'UTC',
  '+07:00',
  '-03:30',
] as const;

/** An instant at which the clocks of a zone change, as Temporal tells it. */
function transitionsOf(zoneId: string): EpochMs[] {
  const transitions: EpochMs[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO(zoneId);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= until) return transitions;
    transitions.push(next.epochMilliseconds);
    at = next;
  }
}

const transitions = new Map(zoneIds.map((id) => [id, transitionsOf(id)]));

/** One of {@link zoneIds}. */
export const arbitraryZone: fc.Arbitrary<Zone> = fc.constantFrom(...zoneIds).map(zoneOf);

/** An instant of the years 1970 to 2040, in multiples of `stepMs`; one in two is near a change of clocks. */
export function instantNearChange(zone: Zone, stepMs = 1): fc.Arbitrary<EpochMs> {
  const anywhere = fc.integer({ min: since / stepMs, max: until / stepMs }).map((n) => n * stepMs);
  const known = zoneIds.flatMap((id) => (id === zone.id ? (transitions.get(id) ?? []) : []));
  if (known.length === 0) return anywhere;
  const near = fc
    .tuple(fc.constantFrom(...known), offsetWithin(3 * hourMs, stepMs))
    .map(([transition, offset]) => Math.floor((transition + offset) / stepMs) * stepMs);
  return fc.oneof(anywhere, near);
}

/** A zone with a window in it, up to `maxMs` long, its edges in multiples of `stepMs`. */
export function windowInZone(
  maxMs: number,
  stepMs = 1,
): fc.Arbitrary<{ zone: Zone; window: Window }> {
  return arbitraryZone.chain((zone) =>
    fc
      .tuple(instantNearChange(zone, stepMs), lengthUpTo(maxMs, stepMs))
      .map(([from, length]) => ({ zone, window: { from, to: from + length } })),
  );
}

/** Multiples of `stepMs` up to `maxMs`, short and long ones alike, never 0. */
export function lengthUpTo(maxMs: number, stepMs: number): fc.Arbitrary<number> {
  const most = Math.max(1, Math.floor(maxMs / stepMs));
  const short = Math.max(1, Math.min(most, Math.floor((4 * hourMs) / stepMs)));
  return fc
    .oneof(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: short }))
    .map((n) => n * stepMs);
}

function offsetWithin(limitMs: number, stepMs: number): fc.Arbitrary<number> {
  const limit = Math.ceil(limitMs / stepMs);
  return fc.integer({ min: -limit, max: limit }).map((n) => n * stepMs);
}
