import type { AuditEntry, EpochMs, ErasureCounts, ErasureRequest } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { erasedNumbersOf, type Tombstone, tombstonesOf } from '../../erasure/tombstones.ts';
import { writeAudit } from '../audit.ts';
import type { WriteTools } from '../database.ts';
import { deleteCalls } from '../delete-calls.ts';
import { deleteNotesOfCalls } from '../delete-notes-of-calls.ts';
import { createParameters } from '../parameters.ts';
import { run } from '../query.ts';
import { appendCalls } from '../table-writer.ts';
import { type ErasableCall, erasableCalls } from './erasable-calls.ts';
import {
  type ErasableRejectedRow,
  erasableNotes,
  erasableRejected,
  erasableStatistics,
} from './erasable-rows.ts';
import { writeTombstones } from './tombstone-rows.ts';

/** What an erasure goes by. */
export interface ErasureMeans {
  /** Those that there are. */
  tombstones: readonly Tombstone[];
  now: EpochMs;
  audit: AuditEntry | null;
}

/** Masks all that is stored of a person, inside a transaction that the caller began; gives all tombstones. */
export async function erasePerson(
  tools: WriteTools,
  { forms, callingCodes }: Omit<ErasureRequest, 'audit'>,
  { tombstones, now, audit }: ErasureMeans,
): Promise<{ counts: ErasureCounts; tombstones: Tombstone[] }> {
  const { connection, writer } = tools;
  const known = new Set(tombstones.map(({ hash }) => hash));
  const added = tombstonesOf(forms, tombstones).filter(({ hash }) => !known.has(hash));
  const all = [...tombstones, ...added];
  const numbersBySource = new Map<string, ReturnType<typeof erasedNumbersOf>>();
  const numbersOf = (source: string) => {
    const numbers =
      numbersBySource.get(source) ?? erasedNumbersOf(all, callingCodes[source] ?? null);
    numbersBySource.set(source, numbers);
    return numbers;
  };

  const counts: ErasureCounts = { calls: 0, notes: 0, rawRows: 0, rejected: 0, statistics: 0 };
  for await (const calls of erasableCalls(connection, forms, numbersOf)) {
    counts.calls += calls.length;
    counts.rawRows += calls.filter(({ losesRaw }) => losesRaw).length;
    const { notes, rejected } = await maskCalls(tools, calls);
    counts.notes += notes;
    counts.rejected += rejected;
  }
  const notes = await erasableNotes(connection, forms, numbersOf);
  await update(
    connection,
    `notes SET text = NULL, author_id = NULL, author_name = NULL, files = '[]', raw = NULL`,
    notes,
  );
  const { theirs, rawOnly } = await erasableStatistics(connection, forms, numbersOf);
  await update(
    connection,
    `statistics SET agent_id = NULL, agent_name = NULL,
      extension_id = NULL, extension_number = NULL, raw = NULL`,
    theirs,
  );
  await update(connection, 'statistics SET raw = NULL', rawOnly);
  const rejected = await erasableRejected(connection, forms, numbersOf);
  for (const row of rejected) await maskRejectedRow(connection, row);
  counts.notes += notes.length;
  counts.statistics += theirs.length + rawOnly.length;
  counts.rejected += rejected.length;
  await writeTombstones(writer, added, now);
  const entries = audit === null ? [] : [{ ...audit, detail: { ...audit.detail, ...counts } }];
  await writeAudit(tools, entries);
  return { counts, tombstones: all };
}

/** Puts calls in the place of what they were; gives how much else went with them. */
async function maskCalls(
  { connection, writer }: WriteTools,
  calls: readonly ErasableCall[],
): Promise<{ notes: number; rejected: number }> {
  const gone = { notes: 0, rejected: 0 };
  const owners = new Map<string, ErasableCall[]>();
  for (const call of calls) {
    const owner = JSON.stringify([call.source, call.provider]);
    owners.set(owner, [...(owners.get(owner) ?? []), call]);
  }
  for (const own of owners.values()) {
    const [owner] = own;
    if (owner === undefined) continue;
    const theirs = own.filter(({ isTheirs }) => isTheirs).map(({ place }) => place);
    const { notes = 0, rejected = 0 } = await deleteNotesOfCalls(connection, owner.source, theirs);
    gone.notes += notes;
    gone.rejected += rejected;
    const places = own.map(({ place }) => place);
    await deleteCalls(connection, writer, owner, places);
    const masked = own.map((call) => call.masked);
    await appendCalls(writer, owner, masked);
  }
  return gone;
}

async function update(
  connection: DuckDBConnection,
  assignment: string,
  rowIds: readonly number[],
): Promise<void> {
  if (rowIds.length === 0) return;
  const parameters = createParameters();
  const places = parameters.integers(rowIds.map(BigInt));
  await run(
    connection,
    `UPDATE ${assignment} WHERE rowid IN (SELECT unnest(${places}))`,
    parameters,
  );
}

async function maskRejectedRow(
  connection: DuckDBConnection,
  { rowId, id, raw, reason }: ErasableRejectedRow,
): Promise<void> {
  const parameters = createParameters();
  await run(
    connection,
    `UPDATE rejected SET id = ${parameters.text(id)}, raw = ${parameters.text(raw)},
        reason = ${parameters.text(reason)}
      WHERE rowid = ${parameters.number(rowId)}`,
    parameters,
  );
}
