import type { CallFileRequest, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { always, type ResolvedFilter } from '../filter-sql.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import { selectionSql } from './selected-calls.ts';

const hourMs = 3_600_000;
/** Sorted in the memory of a store; with what vendors said of them, calls are several times as large. */
const pieceCalls = { bare: 200_000, raw: 50_000 };

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
  { limit = Number.POSITIVE_INFINITY, raw = false }: Pick<CallFileRequest, 'limit' | 'raw'>,
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
  for (const { from, to, calls } of gather(hours, raw ? pieceCalls.raw : pieceCalls.bare)) {
    if (left <= 0) break;
    pieces.push({ from, to, limit: left < calls ? left : null });
    left -= calls;
  }
  return pieces;
}

function gather(hours: readonly { hour: number; calls: number }[], most: number) {
  const pieces: (Window & { calls: number })[] = [];
  for (const { hour, calls } of hours) {
    const from = hour * hourMs;
    const last = pieces.at(-1);
    if (last === undefined || last.calls + calls > most) {
      pieces.push({ from, to: from + hourMs, calls });
    } else {
      last.to = from + hourMs;
      last.calls += calls;
    }
  }
  return pieces;
}
