import {
  type CallFields,
  type DimensionName,
  type MetricName,
  type StatisticsRow,
  type Store,
  type SummaryQuery,
  type SummaryRow,
  summarizeStatistics,
  unavailableMetrics,
  whyNoStatistics,
} from '@cdr/core';
import { choosePeriod, unitFor } from './choose-period.ts';
import type { Report, ReportInput, ReportQuery } from './report.ts';

/** What of a store a report is read from. */
export type ReportStore = Pick<Store, 'summarize' | 'openNumbers' | 'readStatistics'>;

/** The figures at the head of a report. */
export const keyMetrics = [
  'calls',
  'inboundCalls',
  'outboundCalls',
  'asr',
  'inboundUnanswered',
  'missedOpen',
  'asa',
  'serviceLevel',
  'abandonRate',
  'acd',
  'talkSeconds',
  'peakConcurrency',
] as const satisfies MetricName[];

const topRows = 10;
const openRows = 25;

/**
 * Reads what a report shows. The database does the counting, so that memory doesn't grow with the
 * number of calls. Throws `ConfigError` when the query's zone is none.
 */
export async function readReport(
  store: ReportStore,
  { query: asked, coverage, notes, now }: ReportInput,
): Promise<Report> {
  const period = await choosePeriod(store, asked);
  const { interval, ...rest } = asked;
  const query: ReportQuery = { ...rest, filter: { ...asked.filter, ...period } };
  const unit = interval ?? (period === null ? 'day' : unitFor(period));
  const { from, to } = asked.filter ?? {};
  const askedRange = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const figures: SummaryQuery = { ...query, metrics: keyMetrics };
  const calls: SummaryQuery = { ...query, metrics: ['calls'] };
  const [whole] = await store.summarize(figures);
  const byInterval: SummaryQuery = { ...calls, by: ['disposition'], interval: unit, fill: true };
  const numbers = ['calls', 'asr', 'talkSeconds'] as const;
  return {
    query: asked,
    madeAt: now,
    period,
    figures: whole?.metrics ?? {},
    notes: [...notes, ...unavailableMetrics(figures).map((note) => ({ source: null, ...note }))],
    intervals: { unit, rows: await store.summarize(byInterval) },
    hours: await store.summarize({ ...calls, by: ['weekday', 'hour-of-day'] }),
    outcomes: await store.summarize({ ...calls, by: ['direction', 'disposition'] }),
    agents: await readTop(store, query, 'agent', ['calls', 'asr', 'talkSeconds', 'acd']),
    queues: await readTop(store, query, 'queue', ['calls', 'asr', 'abandonRate', 'asa']),
    callers: await readTop(store, ofDirection(query, 'inbound'), 'caller', numbers),
    callees: await readTop(store, ofDirection(query, 'outbound'), 'callee', numbers),
    vendorAgents: await readVendorAgents(store, query),
    openNumbers: await store.openNumbers({ filter: query.filter ?? {}, limit: openRows }),
    coverage: await coverage(askedRange),
  };
}

/** The values of a dimension with the most calls, without the calls that tell none. */
async function readTop(
  store: ReportStore,
  query: ReportQuery,
  dimension: DimensionName,
  metrics: readonly MetricName[],
): Promise<SummaryRow[]> {
  // Of every source there may be a row of calls that tell no value.
  const top = topRows + Math.max(1, query.filter?.source?.length ?? 1);
  const rows = await store.summarize({ ...query, metrics, by: [dimension], top });
  return rows.filter(({ dimensions }) => dimensions[dimension] !== null).slice(0, topRows);
}

function ofDirection(query: ReportQuery, direction: CallFields['direction']): ReportQuery {
  const { filter = {} } = query;
  const isMeant = filter.direction === undefined || filter.direction.includes(direction);
  return { ...query, filter: { ...filter, direction: isMeant ? [direction] : [] } };
}

async function readVendorAgents(store: ReportStore, query: ReportQuery): Promise<StatisticsRow[]> {
  const { source, from, to, agent } = query.filter ?? {};
  const metrics = ['calls', 'asr', 'talkSeconds', 'acd'] as const;
  const asked: SummaryQuery = { ...query, metrics, by: ['agent'], top: topRows };
  if (whyNoStatistics(asked) !== null) return [];
  const filter = {
    ...(source === undefined ? {} : { source }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(agent === undefined ? {} : { agent }),
  };
  const { rows } = await summarizeStatistics(store.readStatistics({ filter }), asked);
  return rows;
}
