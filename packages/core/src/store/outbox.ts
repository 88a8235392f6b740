import type { Instant } from '../time/instant.ts';

/** Something that a receiver is to be told, until it has been told. */
export interface OutboxMessage {
  /** The same whenever it is told again. */
  id: string;
  /** Names the receiver, and tells nothing of its address. */
  receiver: string;
  event: string;
  /** What is sent, letter by letter. */
  body: string;
  createdAt: Instant;
  /** How many times it was tried in vain. */
  attempts: number;
  /** When it is tried next. */
  nextAt: Instant;
}

/** Which messages are wanted. */
export interface OutboxQuery {
  receiver: string;
  limit: number;
}

/** Where messages wait. */
export interface OutboxStore {
  /** Adds messages, but for those whose ids are there. */
  addToOutbox(messages: readonly OutboxMessage[]): Promise<void>;
  /** Those that are to be tried next, by that time, then by id. */
  outbox(query: OutboxQuery): Promise<OutboxMessage[]>;
  /** Says when a message is tried again; with `null`, that it is done with. */
  settleMessage(
    id: string,
    again: Pick<OutboxMessage, 'attempts' | 'nextAt'> | null,
  ): Promise<void>;
}
