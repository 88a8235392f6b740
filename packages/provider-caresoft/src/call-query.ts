import type { CallFilter, EpochMs, Window, Zone } from '@cdr/core';
import type { VendorCallRow } from './from-call.ts';
import { readTimeBound, type TimeReadings } from './time-bound.ts';
import { type Bounds, resolveWindows } from './window-rules.ts';

/** Which of the possible meanings of a page's number the vendor has. */
export interface PageReadings {
  /** Most rows of a page. */
  pageCap: number;
  /** The number of the first page. */
  firstPage: 0 | 1;
  /** Where a page begins whose `count` exceeds the cap: behind the rows of those before, or behind the rows that these were asked for. */
  pageStart: 'rows' | 'count';
}

/** What a query means depends on, besides its text. */
export interface QueryContext {
  zone: Zone;
  times: TimeReadings;
  pages: PageReadings;
  /** The vendor's clock: calls that are still to come are none. */
  now: EpochMs;
}

/** A query of the call list, understood. */
export interface CallQuery {
  /** Calls by their start, up to the vendor's clock. */
  window: { from?: EpochMs; to: EpochMs };
  /** Calls by their end; `null` when it doesn't matter. */
  ended: Window | null;
  /** What else of a source of calls can be asked for. */
  narrowed: CallFilter;
  /** Decides which rows match; `null` when all do. */
  rows: RowFilter | null;
  /** Whether calls lost in the IVR are asked for, which no other query tells. */
  isIvr: boolean;
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

/** What a source of calls can't be asked for. */
interface RowFilter {
  matches: (row: VendorCallRow) => boolean;
  /** What it decides by, as text. */
  by: string;
}

const defaultCount = 50;
/** Calls that ended in a window began no earlier before it. */
const longestCallMs = 172_800_000;
const boundNames = ['start_time_since', 'start_time_to', 'end_time_since', 'end_time_to'] as const;
/** Which calls the vendor's words mean, as `fromCall` gives them. */
const directionsOf = new Map<string, CallFilter['direction'] & {}>([
  ['0', ['inbound']],
  ['1', ['outbound', 'internal']],
]);
const dispositionsOf = new Map<string, CallFilter['disposition'] & {}>([
  ['miss', ['no-answer', 'busy', 'failed']],
  ['metagent', ['answered']],
  ['meetagent', ['answered']],
]);

/** Reads the documented parameters; gives the name of the first that can't be read instead. */
export function readCallQuery(params: URLSearchParams, context: QueryContext): CallQuery | string {
  const bounds: Bounds = {};
  for (const name of boundNames) {
    const text = params.get(name);
    if (!text) continue;
    const bound = readTimeBound(text, context.zone, context.times);
    if (bound === null) return name;
    bounds[name] = bound;
  }
  const { started, ended } = resolveWindows(bounds, context.now, context.times);
  const page = readNumber(params, 'page', context.pages.firstPage);
  if (page === null) return 'page';
  const count = readNumber(params, 'count', defaultCount);
  if (count === null || count === 0) return 'count';
  const order = params.get('order_type')?.toLowerCase() || 'desc';
  if (order !== 'asc' && order !== 'desc') return 'order_type';
  // What else one may sort by is nowhere said.
  if ((params.get('order_by') || 'start_time') !== 'start_time') return 'order_by';
  const type = params.get('call_type') || null;
  if (type !== null && !['0', '1', '3'].includes(type)) return 'call_type';
  const status = params.get('call_status') || null;
  if (status !== null && !dispositionsOf.has(status.toLowerCase())) return 'call_status';

  const { pageCap, firstPage, pageStart } = context.pages;
  const limit = Math.min(count, pageCap);
  const from = Math.max(started.from, ended.from - longestCallMs);
  const to = Math.min(started.to, ended.to, context.now + 1);
  return {
    window: from === Number.NEGATIVE_INFINITY ? { to } : { from, to },
    ended: Number.isFinite(ended.from) || Number.isFinite(ended.to) ? ended : null,
    narrowed: narrowedBy(params),
    rows: rowFilter(params),
    isIvr: type === '3',
    order,
    offset: Math.max(0, page - firstPage) * (pageStart === 'rows' ? limit : count),
    limit,
  };
}

/** What of the vendor's filters a source of calls can be asked for. */
function narrowedBy(params: URLSearchParams): CallFilter {
  const phone = params.get('phone');
  const agent = params.get('agent_id');
  const direction = directionsOf.get(params.get('call_type') ?? '');
  const disposition = dispositionsOf.get((params.get('call_status') ?? '').toLowerCase());
  return {
    ...(phone && /\d/.test(phone) ? { number: [phone] } : {}),
    ...(agent ? { agent: [agent] } : {}),
    ...(direction === undefined ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
  };
}

function rowFilter(params: URLSearchParams): RowFilter | null {
  const told = (name: string) => params.get(name) || null;
  const callId = told('call_id');
  const phone = told('phone');
  const agent = told('agent_id');
  const service = told('service_id');
  const wanted: ((row: VendorCallRow) => boolean)[] = [];
  if (callId !== null) wanted.push((row) => row.call_id === callId);
  if (phone !== null) wanted.push((row) => row.caller === phone || row.called === phone);
  if (agent !== null) wanted.push((row) => row.agent_id === agent);
  if (service !== null) wanted.push((row) => row.service_id === service);
  if (wanted.length === 0) return null;
  return {
    by: JSON.stringify([callId, phone, agent, service]),
    matches: (row) => wanted.every((isWanted) => isWanted(row)),
  };
}

function readNumber(params: URLSearchParams, name: string, absent: number): number | null {
  const text = params.get(name);
  if (text === null || text === '') return absent;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
