import type { OutboxMessage, OutboxStore } from '@cdr/core';
import { compareTexts } from '../reading/compare-texts.ts';

/** Messages that wait in memory. */
export function createOutboxInMemory(): OutboxStore {
  const messages = new Map<string, OutboxMessage>();
  return {
    async addToOutbox(added) {
      for (const message of added) {
        if (!messages.has(message.id)) messages.set(message.id, { ...message });
      }
    },
    async outbox({ receiver, limit }) {
      return [...messages.values()]
        .filter((message) => message.receiver === receiver)
        .sort((a, b) => compareTexts(a.nextAt, b.nextAt) || compareTexts(a.id, b.id))
        .slice(0, limit)
        .map((message) => ({ ...message }));
    },
    async settleMessage(id, again) {
      const known = messages.get(id);
      if (again === null) messages.delete(id);
      else if (known !== undefined) messages.set(id, { ...known, ...again });
    },
  };
}
