import { type CallReading, StoreError, type StreamKey, toEpochMs, type Window } from '@cdr/core';

/**
 * Refuses a reading with a start outside its window or that is no instant, or with a hash that is
 * no whole number. Throws `StoreError`.
 */
export function checkReading(reading: CallReading): void {
  for (const { call, hash } of reading.rows) {
    assertInside(reading, toEpochMs(call.startedAt), 'A call starts');
    assertHash(reading, hash);
  }
}

/** Refuses what happened outside the window that was read; `what` is its subject and verb. */
export function assertInside(
  reading: StreamKey & { window: Window },
  at: number,
  what: string,
): void {
  const { from, to } = reading.window;
  if (at >= from && at < to) return;
  throw refusal(reading, `${what} outside the window that was read`);
}

/** Refuses fingerprints that columns and JavaScript don't hold exactly. */
export function assertHash(reading: StreamKey, hash: number): void {
  if (Number.isSafeInteger(hash) && hash >= 0) return;
  throw refusal(reading, 'The hash of a row is not a whole number below 2^53');
}

/** Refuses a reading that holds the same id twice. */
export function duplicateId(reading: StreamKey): StoreError {
  return refusal(reading, 'Two rows of a reading have the same id');
}

function refusal({ source, stream }: StreamKey, what: string): StoreError {
  return new StoreError({
    what,
    where: `source ${source}, stream ${stream}`,
    todo: 'Nothing of the reading was stored; this is a fault of the provider or of the sync',
  });
}
