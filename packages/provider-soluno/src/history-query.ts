import { type EpochMs, parseDate, parseWallTime, type Window, type Zone } from '@cdr/core';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Which of the possible meanings of a bound the vendor has. */
export interface BoundReadings {
  /** `to=2017-01-04 17:00`: the point 17:00:00, or the whole minute. A date is the whole day. */
  to: 'point' | 'minute';
  /** A wall time that comes twice in the autumn night: its first or its second instant. */
  fold: 'earlier' | 'later';
}

/** The instants that a query means; `null` when a bound is missing or can't be read. */
export function readHistoryQuery(
  params: URLSearchParams,
  zone: Zone,
  readings: BoundReadings,
): Window | null {
  const from = readBound(params.get('from'));
  const to = readBound(params.get('to'));
  if (from === null || to === null) return null;
  const last = to.isDate
    ? instantOf(to.wall + dayMs, zone, readings)
    : instantOf(to.wall, zone, readings) + (readings.to === 'minute' ? minuteMs : 1);
  return { from: instantOf(from.wall, zone, readings), to: last };
}

function readBound(text: string | null): { wall: number; isDate: boolean } | null {
  const date = parseDate(text ?? '');
  if (date !== null) return { wall: date, isDate: true };
  const wall = /^\S{10} \d{2}:\d{2}$/.test(text ?? '') ? parseWallTime(text ?? '') : null;
  return wall === null ? null : { wall, isDate: false };
}

function instantOf(wall: number, zone: Zone, { fold }: BoundReadings): EpochMs {
  const [, second] = zone.instantsOf(wall);
  return fold === 'later' && second !== undefined ? second : zone.resolve(wall).epochMs;
}
