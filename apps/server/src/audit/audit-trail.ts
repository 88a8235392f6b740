import { randomUUID } from 'node:crypto';
import {
  type AuditActor,
  type AuditEntry,
  type AuditStore,
  type Clock,
  subtractDuration,
  toInstant,
} from '@cdr/core';

/** What the log is told of something. */
export type AuditNote = Pick<AuditEntry, 'action' | 'detail'> & { by: AuditActor };

/** Writes the audit log. */
export interface AuditTrail {
  /** Writes at once. */
  record(note: AuditNote): Promise<void>;
  /**
   * Writes soon. Whatever is the same in everything within a moment becomes one entry, so that nobody
   * fills the store by asking.
   */
  add(note: AuditNote): void;
  /** Writes what was added. */
  flush(): Promise<void>;
  /** Takes out of the log what is older than it is kept. */
  forgetOld(): Promise<void>;
  close(): Promise<void>;
}

/** What a trail works with. */
export interface AuditTrailInput {
  store: AuditStore;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** How long entries are kept, as ISO 8601 has it. Default: for ever. */
  keepFor?: string | undefined;
  /** Is told of what could not be written. */
  onError?: (error: unknown) => void;
}

const pauseMs = 1000;
/** The moment is longer where more is told in it than people could ask for. */
const longPauseMs = 60_000;
const fewEntries = 50;
const hourMs = 3_600_000;
/** From so many entries a moment on, addresses are left out: all else that they tell is a few words. */
const mostAddresses = 500;

/** An entry that happens now. */
export function auditEntryOf(note: AuditNote, clock: Pick<Clock, 'now'>): AuditEntry {
  return { id: randomUUID(), at: toInstant(clock.now()), times: 1, ...note };
}

/** A trail that ends in a store. Close it before the store. */
export function createAuditTrail({ store, clock, keepFor, onError }: AuditTrailInput): AuditTrail {
  const waiting = new Map<string, AuditEntry>();
  const stop = new AbortController();
  let writing: Promise<void> | null = null;
  let forgottenAt = Number.NEGATIVE_INFINITY;

  async function flush(): Promise<void> {
    const entries = [...waiting.values()];
    waiting.clear();
    if (entries.length === 0) return;
    await store.recordAudit(entries).catch((error: unknown) => onError?.(error));
  }

  async function writeWhileThereIsSome(): Promise<void> {
    while (waiting.size > 0) {
      const isFlood = waiting.size > fewEntries;
      await flush();
      if (stop.signal.aborted) break;
      await clock.sleep(isFlood ? longPauseMs : pauseMs, stop.signal).catch(() => undefined);
    }
    writing = null;
  }

  return {
    record: (note) => store.recordAudit([auditEntryOf(note, clock)]),
    add(note) {
      const { address: _address, ...rest } = note.detail;
      const detail = waiting.size < mostAddresses ? note.detail : rest;
      const key = JSON.stringify([note.action, note.by, detail]);
      const known = waiting.get(key);
      if (known !== undefined) known.times += 1;
      else waiting.set(key, auditEntryOf({ ...note, detail }, clock));
      writing ??= writeWhileThereIsSome();
    },
    flush,
    async forgetOld() {
      const now = clock.now();
      if (keepFor === undefined || now - forgottenAt < hourMs) return;
      await store.deleteAuditBefore(subtractDuration(now, keepFor, 'UTC'));
      forgottenAt = now;
    },
    async close() {
      stop.abort();
      await writing;
      await flush();
    },
  };
}
