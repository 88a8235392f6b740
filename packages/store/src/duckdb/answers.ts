import type { CallReading, KnownAnswer, RepeatedReading, StreamKey, Window } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { answerTable } from '../schema/answer-table.ts';
import { windowSql } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';
import type { TableWriter } from './table-writer.ts';

const answerSchema = z
  .object({
    window_from: z.number(),
    window_to: z.number(),
    digest: z.number(),
    received: z.number(),
    outside: z.number(),
    duplicate: z.number(),
    vendor_rows: z.number().nullable(),
  })
  .transform(
    ({ window_from: from, window_to: to, vendor_rows: vendorRows, ...counts }): KnownAnswer => ({
      window: { from, to },
      answer: { ...counts, vendorRows },
    }),
  );

/** Which calls a window holds. */
export interface WindowContent {
  calls: number;
  /** Fingerprint of their ids and of what they say: a whole number below 2^53. */
  hash: number;
}

/** As `hashOfCalls` of classify.ts makes it. */
const hashSql = 'coalesce(bit_xor(xor(id_hash, row_hash)), 0) & 9007199254740991';

/** How the newest readings were answered whose windows lie inside this one. */
export function readLastAnswers(
  connection: DuckDBConnection,
  { source, stream }: StreamKey,
  within: Window,
): Promise<KnownAnswer[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    answerSchema,
    `SELECT window_from, window_to, digest, received, outside, duplicate, vendor_rows
      FROM answers
      WHERE source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
        AND window_from >= ${parameters.instant(within.from)}
        AND window_to <= ${parameters.instant(within.to)}`,
    parameters,
  );
}

/** Takes down how a reading was answered and what it left, in place of all readings that it overlaps. */
export async function recordAnswer(
  connection: DuckDBConnection,
  writer: TableWriter,
  reading: CallReading,
  content: WindowContent,
): Promise<void> {
  const { source, stream, window, proof, answer } = reading;
  if (proof === null) return;
  const parameters = createParameters();
  await run(
    connection,
    `DELETE FROM answers
      WHERE source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
        AND window_from < ${parameters.instant(window.to)}
        AND window_to > ${parameters.instant(window.from)}`,
    parameters,
  );
  if (answer === undefined) return;
  await writer.append(answerTable, [{ source, stream, window, answer, content }], reading);
}

/** How many calls the window of a repeated answer holds; `null` when they aren't those of its last reading. */
export async function countConfirmed(
  connection: DuckDBConnection,
  { source, stream, window, digest }: RepeatedReading,
): Promise<number | null> {
  const parameters = createParameters();
  const [confirmed] = await queryRows(
    connection,
    z.object({ calls: z.number() }),
    `SELECT answers.calls FROM answers, (
        SELECT count(*) AS calls, ${hashSql} AS calls_hash FROM calls
          WHERE source = ${parameters.text(source)} AND ${windowSql(window, parameters)}) AS stored
      WHERE source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
        AND window_from = ${parameters.instant(window.from)}
        AND window_to = ${parameters.instant(window.to)}
        AND digest = ${parameters.number(digest)}
        AND answers.calls = stored.calls AND answers.calls_hash = stored.calls_hash`,
    parameters,
  );
  return confirmed?.calls ?? null;
}
