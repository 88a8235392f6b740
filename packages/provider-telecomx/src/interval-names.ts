import type { CalendarInterval, Zone } from '@cdr/core';
import { parseRow } from '@cdr/provider-kit';
import { statsRowSchema } from './api.ts';

/** The names of all intervals that rows tell of. */
export function intervalNames(rows: readonly unknown[]): string[] {
  const names = rows.flatMap((row) => {
    const parsed = parseRow(statsRowSchema, row);
    return parsed.ok ? Object.keys(parsed.value.data) : [];
  });
  return [...new Set(names)];
}

/**
 * Which of the intervals that were asked for the vendor means by a name; `null` when it is none.
 * One interval needs no names: whatever the answer holds is of it, whichever week the vendor calls
 * it and whichever of its own days it lies in. Several are hours of one day, which are numbered.
 */
export function findInterval(
  name: string,
  asked: readonly CalendarInterval[],
  zone: Zone,
): CalendarInterval | null {
  const [only, ...others] = asked;
  if (only !== undefined && others.length === 0) return only;
  if (!/^\d{1,2}$/.test(name)) return null;
  const hourOf = ({ from }: CalendarInterval) => new Date(zone.toWall(from)).getUTCHours();
  return asked.find((interval) => hourOf(interval) === Number(name)) ?? null;
}
