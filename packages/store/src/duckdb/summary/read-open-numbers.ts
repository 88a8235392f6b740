import { type OpenNumber, type OpenNumbersQuery, planSummary, toInstant } from '@cdr/core';
import { z } from 'zod';
import { filterSql } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { inTransaction, queryRows } from '../query.ts';
import type { Readers } from '../readers.ts';
import { resolveNames } from '../resolve-names.ts';
import { conditionSql } from './condition-sql.ts';
import { lastAnsweredSql } from './last-answered-sql.ts';

const rowSchema = z.object({
  e164: z.string(),
  name: z.string().nullable(),
  missed: z.number(),
  first: z.number(),
  last: z.number(),
});

/** The numbers that `missedOpen` counts, found by the database, as core's `openNumbersOf` tells them. */
export async function readOpenNumbers(
  readers: Readers,
  { filter = {}, limit }: OpenNumbersQuery,
): Promise<OpenNumber[]> {
  const plan = planSummary({ metrics: ['missedOpen'], timeZone: 'UTC', filter });
  const parameters = createParameters();
  const conditions = [...plan.measures.values()].map(({ where }) =>
    conditionSql(where, plan.thresholdMs, parameters),
  );
  const rows = await readers.use((connection) =>
    inTransaction(connection, async () => {
      const resolved = await resolveNames(connection, plan.filter);
      const calls = `SELECT *, direction AS way, epoch_ms(started_at) AS moment FROM calls
        WHERE ${filterSql(resolved, plan.range, parameters)}`;
      return queryRows(
        connection,
        rowSchema,
        `SELECT from_e164 AS e164, count(*) AS missed, min(moment) AS first, max(moment) AS last,
            arg_max(from_name, row(moment, from_name)) FILTER (from_name IS NOT NULL) AS name
          FROM (${calls}) AS seen
            LEFT JOIN (${lastAnsweredSql({ filter: resolved, parameters })}) AS answered
            ON answered_number = from_e164
          WHERE ${conditions.join(' AND ')} AND from_e164 IS NOT NULL
            AND moment >= coalesce(last_answered, moment)
          GROUP BY from_e164 ORDER BY last DESC, e164
          ${limit === undefined ? '' : `LIMIT ${parameters.number(limit)}`}`,
        parameters,
      );
    }),
  );
  return rows.map(({ first, last, ...row }) => ({
    ...row,
    firstAt: toInstant(first),
    lastAt: toInstant(last),
  }));
}
