import { type AuditEntry, type AuditKey, type AuditQuery, toEpochMs } from '@cdr/core';
import { compareTexts } from '../reading/compare-texts.ts';

/** The entries that a query means, the newest first. */
export function listAudit(log: readonly AuditEntry[], query: AuditQuery): AuditEntry[] {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, after, limit } = query;
  return log
    .filter(({ at }) => toEpochMs(at) >= from && toEpochMs(at) < to)
    .filter((entry) => after === undefined || compareEntries(entry, after) > 0)
    .sort(compareEntries)
    .slice(0, limit);
}

function compareEntries(a: AuditKey, b: AuditKey): number {
  return compareTexts(b.at, a.at) || compareTexts(b.id, a.id);
}
