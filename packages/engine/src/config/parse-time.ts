import { type EpochMs, parseDate, parseRfc3339, parseWallTime, type Zone } from '@cdr/core';

/** What {@link parseTime} takes, for messages. */
export const timeForms =
  'an instant such as 2024-03-01T08:00:00Z, or a local date or time such as 2024-03-01 or "2024-03-01 08:00"';

/** Whether the text names its moment without a zone's help. */
export function isInstant(text: string): boolean {
  return parseRfc3339(text) !== null;
}

/** Whether the text has one of the {@link timeForms}. */
export function isTime(text: string): boolean {
  return isInstant(text) || parseDate(text) !== null || parseWallTime(text) !== null;
}

/**
 * A moment as people write it: an RFC 3339 instant, or a local date (its first moment) or date-time
 * on the zone's clocks, the earlier one where the wall shows it twice. `null` for any other text.
 */
export function parseTime(text: string, zone: Zone): EpochMs | null {
  const instant = parseRfc3339(text);
  if (instant !== null) return instant;
  const wall = parseDate(text) ?? parseWallTime(text);
  return wall === null ? null : zone.resolve(wall).epochMs;
}
