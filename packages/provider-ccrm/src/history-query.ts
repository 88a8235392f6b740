import { type CallFilter, type EpochMs, parseWallTime, type Zone } from '@cdr/core';

/** Which of the possible meanings of a date bound the vendor has. */
export interface DateReadings {
  /** `dateFrom=… 12:34:56`: whether that second counts. */
  dateFrom: 'inclusive' | 'exclusive';
  /** `dateTo=… 12:34:56`: whether its first instant counts, or nothing of that second, or all of it. */
  dateTo: 'inclusive' | 'exclusive' | 'second';
  /** A wall time that comes twice in the autumn night: its first or its second instant. */
  fold: 'earlier' | 'later';
}

/** What a query means depends on, besides its text. */
export interface QueryContext {
  zone: Zone;
  readings: DateReadings;
  /** The vendor's clock: events that are still to come are none. */
  now: EpochMs;
  /** Rows of a page. */
  pageCap: number;
}

/** A query of the contact history, understood. */
export interface HistoryQuery {
  filter: CallFilter;
  offset: number;
  limit: number;
}

const secondMs = 1000;

/** Reads the documented parameters; gives the name of the first that is missing or can't be read instead. */
export function readHistoryQuery(
  params: URLSearchParams,
  context: QueryContext,
): HistoryQuery | 'dateFrom' | 'dateTo' | 'page' {
  const { readings, now, pageCap } = context;
  const from = readBound(params.get('dateFrom'), context);
  if (from === null) return 'dateFrom';
  const to = readBound(params.get('dateTo'), context);
  if (to === null) return 'dateTo';
  const page = params.get('page') ?? '1';
  if (!/^[1-9]\d{0,8}$/.test(page)) return 'page';
  const widths = { exclusive: 0, inclusive: 1, second: secondMs };
  return {
    filter: {
      from: readings.dateFrom === 'inclusive' ? from : from + secondMs,
      to: Math.min(to + widths[readings.dateTo], now + 1),
    },
    offset: (Number(page) - 1) * pageCap,
    limit: pageCap,
  };
}

function readBound(text: string | null, { zone, readings }: QueryContext): EpochMs | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null;
  const wall = parseWallTime(text);
  if (wall === null) return null;
  const [, second] = zone.instantsOf(wall);
  return readings.fold === 'later' && second !== undefined ? second : zone.resolve(wall).epochMs;
}
