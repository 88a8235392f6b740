import { type OutboxMessage, type OutboxQuery, toEpochMs, toInstant } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { outboxTable } from '../schema/outbox-table.ts';
import type { WriteTools } from './database.ts';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';

const messageSchema = z
  .object({
    id: z.string(),
    receiver: z.string(),
    event: z.string(),
    body: z.string(),
    created_at: z.number(),
    attempts: z.number(),
    next_at: z.number(),
  })
  .transform(
    ({ created_at, next_at, ...same }): OutboxMessage => ({
      ...same,
      createdAt: toInstant(created_at),
      nextAt: toInstant(next_at),
    }),
  );

/** Adds messages that aren't there yet, inside a transaction that the caller began. */
export async function addToOutbox(
  { connection, writer }: Pick<WriteTools, 'connection' | 'writer'>,
  messages: readonly OutboxMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const parameters = createParameters();
  const known = await queryRows(
    connection,
    z.object({ id: z.string() }),
    `SELECT id FROM outbox
      WHERE id IN (SELECT unnest(${parameters.texts(messages.map(({ id }) => id))}))`,
    parameters,
  );
  const ids = new Set(known.map(({ id }) => id));
  const added = messages.filter(({ id }) => !ids.has(id));
  await writer.append(outboxTable, added, { source: '', provider: '' });
}

/** The messages that are to be tried next. */
export function readOutbox(
  connection: DuckDBConnection,
  { receiver, limit }: OutboxQuery,
): Promise<OutboxMessage[]> {
  const parameters = createParameters();
  return queryRows(
    connection,
    messageSchema,
    `SELECT * FROM outbox WHERE receiver = ${parameters.text(receiver)}
      ORDER BY next_at, id LIMIT ${parameters.number(limit)}`,
    parameters,
  );
}

/** Says when a message is tried again; with `null`, that it is done with. */
export async function settleMessage(
  connection: DuckDBConnection,
  id: string,
  again: Pick<OutboxMessage, 'attempts' | 'nextAt'> | null,
): Promise<void> {
  const parameters = createParameters();
  const statement =
    again === null
      ? 'DELETE FROM outbox'
      : `UPDATE outbox SET attempts = ${parameters.number(again.attempts)},
          next_at = ${parameters.instant(toEpochMs(again.nextAt))}`;
  await run(connection, `${statement} WHERE id = ${parameters.text(id)}`, parameters);
}
