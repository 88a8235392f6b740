import {
  type Calendar,
  type CalendarInterval,
  type MappedStatistic,
  type StatisticValues,
  toInstant,
  type Window,
} from '@cdr/core';
import { parseRow, textOrNull } from '@cdr/provider-kit';
import { type StatsRow, statsCellSchema, statsRowSchema } from './api.ts';
import { findInterval } from './interval-names.ts';
import { addToldValues, withInboundAnswered } from './told-values.ts';

/** A week from Sunday to Saturday that New Year divides besides lies in as many parts in one of ISO 8601. */
const maxParts = 3;

/** What a row says of one interval, by the vendor's names of it. */
type Cells = Record<string, unknown>;

/** What a row says of each interval of the slice in which it was answered. */
export function toStatistics(
  row: unknown,
  owned: Window,
  calendar: Calendar,
): readonly MappedStatistic[] {
  const parsed = parseRow(statsRowSchema, row);
  if (!parsed.ok) return [parsed];
  const { value } = parsed;
  if (textOrNull(value.employeeId) === null && textOrNull(value.extensionId) === null) {
    return [{ ok: false, reason: 'employeeId, extensionId: neither is there' }];
  }
  const asked = [...calendar.within(owned)];
  const mapped: MappedStatistic[] = [];
  const found = new Map<CalendarInterval, Cells>();
  for (const [name, cell] of Object.entries(value.data)) {
    const interval = findInterval(name, asked, calendar.zone);
    if (interval === null) {
      mapped.push({ ok: false, reason: `data.${name}: no ${calendar.unit} of the slice` });
    } else found.set(interval, { ...found.get(interval), [name]: cell });
  }
  for (const [interval, cells] of found) {
    const values = readValues(cells);
    if (typeof values === 'string') mapped.push({ ok: false, reason: values });
    else mapped.push(toStatistic({ row, value, cells, values, interval }, calendar));
  }
  return mapped;
}

/** The values of an interval, or the reason why they can't be read. */
function readValues(cells: Cells): StatisticValues | string {
  const names = Object.keys(cells);
  if (names.length > maxParts) return `data: ${names.length} intervals where one was asked for`;
  let sum: StatisticValues | null = null;
  for (const [name, cell] of Object.entries(cells)) {
    const parsed = parseRow(statsCellSchema, cell);
    if (!parsed.ok) return `data.${name}: ${parsed.reason}`;
    sum = sum === null ? parsed.value : addToldValues(sum, parsed.value);
  }
  return sum ?? 'data: empty';
}

interface ReadRow {
  /** As it came. */
  row: unknown;
  value: StatsRow;
  cells: Cells;
  values: StatisticValues;
  interval: CalendarInterval;
}

function toStatistic(
  { row, value, cells, values: told, interval }: ReadRow,
  { unit, zone }: Calendar,
): MappedStatistic {
  const { values, derived } = withInboundAnswered(told);
  const isDivided = Object.keys(cells).length > 1;
  return {
    ok: true,
    statistic: {
      agent: { id: textOrNull(value.employeeId), name: textOrNull(value.employeeName) },
      extension: { id: textOrNull(value.extensionId), number: textOrNull(value.extensionNumber) },
      interval: {
        unit,
        from: toInstant(interval.from),
        to: toInstant(interval.to),
        timeZone: zone.id,
      },
      values,
      derived,
    },
    raw: JSON.stringify({ ...(typeof row === 'object' ? row : {}), data: cells }),
    ...(isDivided ? { warnings: [`the vendor divides a ${unit} of ${zone.id}`] } : {}),
  };
}
