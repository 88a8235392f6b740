import { type CallFilter, type EpochMs, parseDate, parseWallTime, type Zone } from '@cdr/core';
import type { ConnectionRow } from './from-call.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Which of the possible meanings of a date bound the vendor has. */
export interface DateReadings {
  /** `date_to=2014-07-05 12:34`: the point 12:34:00, or the whole minute. */
  dateTo: 'point' | 'minute';
  /** `date_to=2014-07-05`: its midnight, or the whole day. */
  dateOnlyTo: 'midnight' | 'end-of-day';
  /** A wall time that comes twice in the autumn night: its first or its second instant. */
  fold: 'earlier' | 'later';
}

/** What a query means depends on, besides its text. */
export interface QueryContext {
  zone: Zone;
  readings: DateReadings;
  /** Most rows that one answer holds; also the default. */
  pageCap: number;
}

/** A query of the call list, understood. */
export interface ConnectionQuery {
  limit: number;
  offset: number;
  /** Holds for every call that matches, and perhaps for more. */
  filter: CallFilter;
  /** Decides which rows of these match; `null` when all do. */
  rows: RowFilter | null;
  includeTags: boolean;
  includeTopics: boolean;
}

/** What a source of calls can't be asked for. */
interface RowFilter {
  matches: (row: ConnectionRow) => boolean;
  /** What it decides by, as text. */
  by: string;
}

const columns = [
  'src',
  'dst',
  'connection_id',
  'user_login',
  'queue_id',
  'topic_id',
  'customer_id',
] as const;

/** Reads the documented parameters; gives the name of the first that can't be read instead. */
export function readConnectionQuery(
  params: URLSearchParams,
  context: QueryContext,
): ConnectionQuery | string {
  const limit = readCount(params, 'limit', context.pageCap);
  if (limit === null || limit === 0) return 'limit';
  const offset = readCount(params, 'offset', 0);
  if (offset === null) return 'offset';
  const from = readBound(params, 'date_from', context, startOf);
  if (from === null) return 'date_from';
  const to = readBound(params, 'date_to', context, endOf);
  if (to === null) return 'date_to';
  return {
    limit: Math.min(limit, context.pageCap),
    offset,
    filter: {
      ...narrowedBy(params),
      kind: ['call'],
      ...(to === undefined ? {} : { to }),
      ...(from === undefined ? {} : { from }),
    },
    rows: rowFilter(params),
    includeTags: isTrue(params.get('include_tags')),
    includeTopics: isTrue(params.get('include_topics')),
  };
}

/** What of the vendor's filters a source of calls can be asked for. */
function narrowedBy(params: URLSearchParams): CallFilter {
  const id = params.get('connection_id');
  const number = params.get('src') || params.get('dst');
  const agent = params.get('user_login');
  const queue = params.get('queue_id');
  const tag = tagsOf(params);
  return {
    ...(id ? { id: [id] } : {}),
    ...(number ? { number: [number] } : {}),
    ...(agent ? { agent: [agent] } : {}),
    ...(queue ? { queue: [queue] } : {}),
    ...(tag.length > 0 ? { tag } : {}),
  };
}

/** That several tags are alternatives is unverified. */
function rowFilter(params: URLSearchParams): RowFilter | null {
  const tags = tagsOf(params);
  const wanted = columns.flatMap((column) => {
    const value = params.get(column);
    return value ? [{ column, value }] : [];
  });
  if (wanted.length === 0 && tags.length === 0) return null;
  return {
    by: JSON.stringify([wanted, tags]),
    matches: (row) =>
      wanted.every(({ column, value }) => row[column] === value) &&
      (tags.length === 0 || tags.some((tag) => row.tags.includes(tag))),
  };
}

/** `tags[]=a&tags[]=b` as documented, `tags[0]=a&tags[1]=b` as PHP's `http_build_query` writes it, or `tags=a`. */
function tagsOf(params: URLSearchParams): string[] {
  return [...params].flatMap(([name, value]) =>
    /^tags(?:\[\d*\])?$/.test(name) && value !== '' ? [value] : [],
  );
}

/** PHP's `http_build_query` writes true as 1. */
function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

function readCount(params: URLSearchParams, name: string, absent: number): number | null {
  const text = params.get(name);
  if (text === null || text === '') return absent;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** `undefined` when the query doesn't have the bound, `null` when it can't be read. */
function readBound(
  params: URLSearchParams,
  name: string,
  context: QueryContext,
  resolve: (text: string, context: QueryContext) => EpochMs | null,
): EpochMs | null | undefined {
  const text = params.get(name);
  return text === null || text === '' ? undefined : resolve(text, context);
}

function startOf(text: string, context: QueryContext): EpochMs | null {
  const wall = parseDate(text) ?? parseMinute(text);
  return wall === null ? null : instantOf(wall, context);
}

/** The first instant behind the upper bound. */
function endOf(text: string, context: QueryContext): EpochMs | null {
  const { dateTo, dateOnlyTo } = context.readings;
  const day = parseDate(text);
  if (day !== null && dateOnlyTo === 'end-of-day') return instantOf(day + dayMs, context);
  const wall = day ?? parseMinute(text);
  if (wall === null) return null;
  return instantOf(wall, context) + (dateTo === 'minute' ? minuteMs : 1);
}

function parseMinute(text: string): number | null {
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text) ? parseWallTime(text) : null;
}

function instantOf(wall: number, { zone, readings }: QueryContext): EpochMs {
  const [, second] = zone.instantsOf(wall);
  return readings.fold === 'later' && second !== undefined ? second : zone.resolve(wall).epochMs;
}
