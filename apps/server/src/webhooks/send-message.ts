import type { EpochMs, OutboxMessage } from '@cdr/core';
import type { Webhook } from '@cdr/engine';
import { signMessage } from './sign-message.ts';

/** How a message is sent. */
export interface SendInput {
  webhook: Webhook;
  message: OutboxMessage;
  now: EpochMs;
  signal: AbortSignal;
  /** How long a receiver may take. */
  timeoutMs: number;
}

/**
 * Sends a message once; gives `null` when it was taken, else why not. Redirects are not followed: what
 * was signed for one address is no other's business.
 */
export async function sendMessage(input: SendInput): Promise<string | null> {
  const { webhook, message, now, signal, timeoutMs } = input;
  const { id, event, body } = message;
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'cdr',
        'cdr-event': event,
        'cdr-signature': signMessage(webhook.secret, body, Math.floor(now / 1000)),
        'idempotency-key': id,
      },
    });
    await answer.body?.cancel();
    return answer.ok ? null : `it answered ${answer.status}`;
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate ? 'it did not answer in time' : 'it could not be reached';
  }
}
