import type { Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, type ResolvedFilter } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import { selectionSql } from './selected-calls.ts';

const hourMs = 3_600_000;
/** Sorted in memory with room to spare, and no more than a moment's work. */
const pieceCalls = 50_000;

const hourSchema = z.object({ hour: z.number(), calls: z.number() });

/** A piece of a selection, by the starts of its calls. */
interface Piece extends Window {
  /** How many of its calls are wanted; `null` for all. */
  limit: number | null;
}

/** Cuts a selection at full hours, so that each piece is of a size that can be sorted in memory. */
export async function planPieces(
  connection: DuckDBConnection,
  filters: readonly ResolvedFilter[],
  limit = Number.POSITIVE_INFINITY,
): Promise<Piece[]> {
  const parameters = createParameters();
  const hours = await queryRows(
    connection,
    hourSchema,
    `SELECT floor(epoch_ms(started_at) / ${hourMs})::BIGINT AS hour, count(*) AS calls FROM calls
      WHERE ${selectionSql(filters, always, parameters)} GROUP BY 1 ORDER BY 1`,
    parameters,
  );
  const pieces: Piece[] = [];
  let left = limit;
  for (const { from, to, calls } of gather(hours)) {
    if (left <= 0) break;
    pieces.push({ from, to, limit: left < calls ? left : null });
    left -= calls;
  }
  return pieces;
}

function gather(hours: readonly { hour: number; calls: number }[]) {
  const pieces: (Window & { calls: number })[] = [];
  for (const { hour, calls } of hours) {
    const from = hour * hourMs;
    const last = pieces.at(-1);
    if (last === undefined || last.calls + calls > pieceCalls) {
      pieces.push({ from, to: from + hourMs, calls });
    } else {
      last.to = from + hourMs;
      last.calls += calls;
    }
  }
  return pieces;
}
