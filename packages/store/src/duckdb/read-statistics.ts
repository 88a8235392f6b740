import {
  matchesStatistic,
  parametersSchema,
  type Statistic,
  type StatisticFilter,
  type StatisticQuery,
  statisticFieldsSchema,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { parseRaw } from '../reading/parse-raw.ts';
import { always, cutWindow, windowSql } from './filter-sql.ts';
import { createParameters, type Parameters } from './parameters.ts';
import { queryRows } from './query.ts';
import type { Readers } from './readers.ts';

const batchSize = 4000;
const count = z.number().nullable();
const text = z.string().nullable();

const rowSchema = z
  .object({
    source: z.string(),
    id: z.string(),
    provider: z.string(),
    stream: z.string(),
    agent_id: text,
    agent_name: text,
    extension_id: text,
    extension_number: text,
    interval_unit: statisticFieldsSchema.shape.interval.shape.unit,
    interval_from: z.number(),
    interval_to: z.number(),
    interval_time_zone: z.string(),
    parameters: z.string(),
    outbound_calls: count,
    outbound_seconds: count,
    outbound_answered: count,
    outbound_unanswered: count,
    outbound_failed: count,
    inbound_calls: count,
    inbound_seconds: count,
    inbound_answered: count,
    inbound_unanswered: count,
    inbound_busy: count,
    derived: z.string(),
    raw: text,
  })
  .transform(
    (row): Statistic => ({
      id: row.id,
      source: row.source,
      provider: row.provider,
      stream: row.stream,
      agent: { id: row.agent_id, name: row.agent_name },
      extension: { id: row.extension_id, number: row.extension_number },
      interval: {
        unit: row.interval_unit,
        from: toInstant(row.interval_from),
        to: toInstant(row.interval_to),
        timeZone: row.interval_time_zone,
      },
      parameters: parametersSchema.parse(JSON.parse(row.parameters)),
      values: {
        outboundCalls: row.outbound_calls,
        outboundSeconds: row.outbound_seconds,
        outboundAnswered: row.outbound_answered,
        outboundUnanswered: row.outbound_unanswered,
        outboundFailed: row.outbound_failed,
        inboundCalls: row.inbound_calls,
        inboundSeconds: row.inbound_seconds,
        inboundAnswered: row.inbound_answered,
        inboundUnanswered: row.inbound_unanswered,
        inboundBusy: row.inbound_busy,
      },
      derived: statisticFieldsSchema.shape.derived.parse(JSON.parse(row.derived)),
      ...(row.raw === null ? {} : { raw: parseRaw(row.raw) }),
    }),
  );

/** Statistics in batches, each behind the last one of the batch before. */
export async function* readStatistics(
  readers: Readers,
  { filter = {}, raw = false }: StatisticQuery,
): AsyncGenerator<Statistic[]> {
  let last: Statistic | undefined;
  do {
    const after = last;
    const batch = await readers.use((connection) => readBatch(connection, filter, raw, after));
    last = batch.at(-1);
    const meant = batch.filter((statistic) => matchesStatistic(statistic, filter));
    if (meant.length > 0) yield meant;
  } while (last !== undefined);
}

function readBatch(
  connection: DuckDBConnection,
  filter: StatisticFilter,
  withRaw: boolean,
  after: Statistic | undefined,
): Promise<Statistic[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    rowSchema,
    `SELECT * EXCLUDE (row_hash, raw), ${withRaw ? 'raw' : 'NULL::VARCHAR AS raw'} FROM statistics
      WHERE ${filterSql(filter, parameters)} AND ${afterSql(after, parameters)}
      ORDER BY interval_from, id LIMIT ${batchSize}`,
    parameters,
  );
}

/** What the database can tell as well as core's `matchesStatistic`, which has the last word. */
function filterSql(filter: StatisticFilter, parameters: Parameters): string {
  const conditions = [
    ['source', filter.source],
    ['stream', filter.stream],
    ['interval_unit', filter.unit],
  ] as const;
  return [
    windowSql(cutWindow(always, filter), parameters, 'interval_from'),
    ...conditions.flatMap(([column, values]) =>
      values === undefined ? [] : [`${column} IN (SELECT unnest(${parameters.texts(values)}))`],
    ),
  ].join(' AND ');
}

function afterSql(after: Statistic | undefined, parameters: Parameters): string {
  if (after === undefined) return 'true';
  const from = parameters.instant(toEpochMs(after.interval.from));
  return `(interval_from, id) > (${from}, ${parameters.text(after.id)})`;
}
