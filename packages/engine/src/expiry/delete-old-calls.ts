import { randomUUID } from 'node:crypto';
import {
  type AuditActor,
  type AuditEntry,
  type EpochMs,
  type ExpiryCounts,
  type ExpiryStore,
  toInstant,
} from '@cdr/core';
import type { Source } from '../source/source.ts';
import { keptFrom } from './kept-from.ts';

/** Whose old calls go. */
export interface DeleteOldInput {
  store: ExpiryStore;
  source: Source;
  now: EpochMs;
  /** For the audit log. */
  by: AuditActor;
}

/** Deletes what is older than config's `keepFor`; gives what went. */
export async function deleteOldCalls({
  store,
  source,
  now,
  by,
}: DeleteOldInput): Promise<ExpiryCounts> {
  const before = keptFrom(source, null, now);
  if (before === null) return { calls: 0, notes: 0, rejected: 0, statistics: 0 };
  const statistics = Object.fromEntries(
    source.provider.manifest.streams
      .filter(({ kind }) => kind === 'statistics')
      .map((stream) => [stream.id, keptFrom(source, stream, now) ?? before]),
  );
  const detail = { source: source.name, before: toInstant(before) };
  const audit: AuditEntry = {
    ...{ id: randomUUID(), at: toInstant(now), action: 'calls-expired', by, times: 1, detail },
  };
  return store.deleteOld({ source: source.name, before, statistics, audit });
}
