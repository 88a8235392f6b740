import { type AuditEntry, toEpochMs } from '@cdr/core';
import {
  requiredInstant,
  requiredText,
  requiredWholeNumber,
  text,
  type WritableTable,
} from './column.ts';

/** Who did what, or was kept from it. */
export const auditTable: WritableTable<AuditEntry> = {
  name: 'audit_log',
  comment:
    'What owners did, and which requests were denied. It holds no secret and no phone number.',
  columns: [
    requiredText('id', 'Names the entry.', (entry) => entry.id),
    requiredInstant(
      'happened_at',
      'When it happened; of several, when the first of them did.',
      (entry) => toEpochMs(entry.at),
    ),
    requiredText(
      'action',
      'What happened: request-denied, key-created, …',
      (entry) => entry.action,
    ),
    requiredText(
      'via',
      'request: over HTTP. command: by the command line, which had the file. server: of its own accord.',
      (entry) => entry.by.via,
    ),
    text(
      'key_id',
      'api_keys.id, of the key that came with the request.',
      (entry) => entry.by.keyId,
    ),
    requiredWholeNumber(
      'times',
      'How many times the same happened within a moment.',
      (entry) => entry.times,
    ),
    requiredText('detail', 'JSON: what else there is to tell, by its name.', (entry) =>
      JSON.stringify(entry.detail),
    ),
  ],
};
