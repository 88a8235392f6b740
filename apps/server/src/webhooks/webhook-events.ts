import { hash } from 'node:crypto';
import { type EpochMs, type OutboxMessage, toInstant } from '@cdr/core';
import type { Webhook, WebhookEvent } from '@cdr/engine';

/** Something that happened, for those who want to be told. */
export interface Happening {
  /** Names what happened, whoever is told and however often. */
  id: string;
  event: WebhookEvent;
  at: EpochMs;
  data: object;
}

/** The name of a webhook in the outbox: addresses may be secrets. */
export function receiverOf({ url }: Pick<Webhook, 'url'>): string {
  return hash('sha256', url).slice(0, receiverLength);
}

const receiverLength = 16;

/** What each webhook that wants to is told of it. */
export function messagesOf(
  webhooks: readonly Webhook[],
  { id, event, at, data }: Happening,
): OutboxMessage[] {
  const createdAt = toInstant(at);
  const body = JSON.stringify({ id, event, createdAt, data });
  return webhooks
    .filter(({ events }) => events.includes(event))
    .map((webhook) => {
      const receiver = receiverOf(webhook);
      const own = `${id}-${receiver}`;
      return { id: own, receiver, event, body, createdAt, attempts: 0, nextAt: createdAt };
    });
}
