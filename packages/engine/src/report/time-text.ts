import { type EpochMs, localTimeText, type Window, type Zone } from '@cdr/core';

/** A moment in words for people, on the source's own clocks. */
export function timeText(epochMs: EpochMs, zone: Zone): string {
  return `${localTimeText(epochMs, zone)} (${zone.id})`;
}

/** A range in words for people, on the source's own clocks. */
export function rangeText({ from, to }: Window, zone: Zone): string {
  return `${localTimeText(from, zone)} to ${timeText(to, zone)}`;
}
