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

/**
 * How many calls the windows of repeated answers hold; `null` for each whose calls aren't those of
 * its last reading.
 */
export async function countConfirmed(
  connection: DuckDBConnection,
  readings: readonly RepeatedReading[],
): Promise<(number | null)[]> {
  const [first] = readings;
  if (first === undefined) return [];
  const windows = readings.map(({ window }) => window);
  const from = Math.min(...windows.map((window) => window.from));
  const to = Math.max(...windows.map((window) => window.to));
  const answers = await readContents(connection, first, { from, to });
  const stored = await readStored(connection, first.source, windows, { from, to });
  return readings.map(({ window, digest }, index) => {
    const answer = answers.get(nameOf(window));
    const { calls, hash } = stored.get(index) ?? { calls: 0, hash: 0 };
    const isSame = answer?.digest === digest && answer.calls === calls && answer.hash === hash;
    return isSame ? calls : null;
  });
}

const contentSchema = z.object({
  window_from: z.number(),
  window_to: z.number(),
  digest: z.number(),
  calls: z.number(),
  calls_hash: z.number(),
});

/** What windows inside of this one held once they were read, and how they were answered. */
async function readContents(
  connection: DuckDBConnection,
  { source, stream }: StreamKey,
  within: Window,
): Promise<Map<string, WindowContent & { digest: number }>> {
  const parameters = createParameters();
  const rows = await queryRows(
    connection,
    contentSchema,
    `SELECT window_from, window_to, digest, calls, calls_hash FROM answers
      WHERE source = ${parameters.text(source)} AND stream = ${parameters.text(stream)}
        AND window_from >= ${parameters.instant(within.from)}
        AND window_to <= ${parameters.instant(within.to)}`,
    parameters,
  );
  return new Map(
    rows.map(({ window_from: from, window_to: to, digest, calls, calls_hash: hash }) => [
      nameOf({ from, to }),
      { digest, calls, hash },
    ]),
  );
}

/** What disjoint windows hold by now, by their place in the list; all of them in one look at the table. */
async function readStored(
  connection: DuckDBConnection,
  source: string,
  windows: readonly Window[],
  within: Window,
): Promise<Map<number, WindowContent>> {
  const parameters = createParameters();
  const places = windows.map(
    (window, index) => `WHEN ${windowSql(window, parameters)} THEN ${index}`,
  );
  const rows = await queryRows(
    connection,
    z.object({ place: z.number().nullable(), calls: z.number(), calls_hash: z.number() }),
    `SELECT CASE ${places.join(' ')} END AS place, count(*) AS calls, ${hashSql} AS calls_hash
      FROM calls
      WHERE source = ${parameters.text(source)} AND ${windowSql(within, parameters)}
      GROUP BY place`,
    parameters,
  );
  return new Map(
    rows.flatMap(({ place, calls, calls_hash: hash }) =>
      place === null ? [] : [[place, { calls, hash }]],
    ),
  );
}

function nameOf({ from, to }: Window): string {
  return `${from} ${to}`;
}
