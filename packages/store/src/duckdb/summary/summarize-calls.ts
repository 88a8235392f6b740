import { fillRows, planSummary, type SummaryQuery, type SummaryRow } from '@cdr/core';
import { inTransaction } from '../query.ts';
import type { Readers } from '../readers.ts';
import { resolveNames } from '../resolve-names.ts';
import { findWindows } from './find-windows.ts';
import { readRows } from './read-rows.ts';

/**
 * Figures of stored calls, measured by the database, as of one moment: the same rows as core's
 * `createSummary` tells of these calls. Throws `ConfigError` when the query's zone is none.
 */
export async function summarizeCalls(readers: Readers, query: SummaryQuery): Promise<SummaryRow[]> {
  const plan = planSummary(query);
  return readers.use((connection) =>
    inTransaction(connection, async () => {
      const filter = await resolveNames(connection, plan.filter);
      const windows = await findWindows(connection, plan, filter);
      if (windows === null) return [];
      const rows = await readRows(connection, { plan, filter, ...windows });
      return fillRows(plan, rows, windows.rows);
    }),
  );
}
