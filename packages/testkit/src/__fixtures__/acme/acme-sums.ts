import {
  type Calendar,
  type MappedStatistic,
  toInstant,
  unknownStatisticValues,
  type Window,
} from '@cdr/core';
import { parseRow } from '@cdr/provider-kit';
import { z } from 'zod';

const sumSchema = z.object({
  in: z.int().nonnegative(),
  inAnswered: z.int().nonnegative(),
  out: z.int().nonnegative(),
  outAnswered: z.int().nonnegative(),
});

const rowSchema = z.object({
  agent: z.string(),
  name: z.string().nullish(),
  line: z.string(),
  /** By the numbers of hours or days. */
  by: z.record(z.string(), z.unknown()),
});

/** How Acme calls what the stream sums up by. */
export function unitOfSums(stream: string): string {
  return stream.slice('sums-'.length);
}

/** What a row says, of those intervals of the slice that have its names. */
export function mapSums(row: unknown, owned: Window, calendar: Calendar): MappedStatistic[] {
  const parsed = parseRow(rowSchema, row);
  if (!parsed.ok) return [parsed];
  const { agent, name, line, by } = parsed.value;
  const intervals = [...calendar.within(owned)];
  return Object.entries(by).map(([number, cell]): MappedStatistic => {
    const interval = intervals.find(({ from }) => nameOf(from, calendar) === number);
    if (interval === undefined) return { ok: false, reason: `by.${number}: not in the slice` };
    const sum = parseRow(sumSchema, cell);
    if (!sum.ok) return sum;
    return {
      ok: true,
      raw: JSON.stringify({ agent, name, line, by: { [number]: cell } }),
      statistic: {
        agent: { id: agent, name: name ?? null },
        extension: { id: null, number: line },
        interval: {
          unit: calendar.unit,
          from: toInstant(interval.from),
          to: toInstant(interval.to),
          timeZone: calendar.zone.id,
        },
        values: {
          ...unknownStatisticValues,
          inboundCalls: sum.value.in,
          inboundAnswered: sum.value.inAnswered,
          outboundCalls: sum.value.out,
          outboundAnswered: sum.value.outAnswered,
        },
        derived: [],
      },
    };
  });
}

/** The hour of the day, or the day of the month. */
function nameOf(from: number, { unit, zone }: Calendar): string {
  const wall = new Date(zone.toWall(from));
  return String(unit === 'hour' ? wall.getUTCHours() : wall.getUTCDate());
}
