import { type OutboxMessage, toEpochMs } from '@cdr/core';
import {
  requiredInstant,
  requiredText,
  requiredWholeNumber,
  type WritableTable,
} from './column.ts';

/** What webhooks are yet to be told. */
export const outboxTable: WritableTable<OutboxMessage> = {
  name: 'outbox',
  comment:
    'What webhooks are yet to be told; a row goes once it was told, or was tried for too long.',
  columns: [
    requiredText('id', 'Names the message: its idempotency key.', (row) => row.id),
    requiredText('receiver', 'A fingerprint of the address of the webhook.', (row) => row.receiver),
    requiredText('event', 'calls.stored, sync.failed or gap.nearing-horizon.', (row) => row.event),
    requiredText('body', 'JSON: what is sent, letter by letter.', (row) => row.body),
    requiredInstant('created_at', 'When it happened.', (row) => toEpochMs(row.createdAt)),
    requiredWholeNumber('attempts', 'How many times it was tried in vain.', (row) => row.attempts),
    requiredInstant('next_at', 'When it is tried next.', (row) => toEpochMs(row.nextAt)),
  ],
};
