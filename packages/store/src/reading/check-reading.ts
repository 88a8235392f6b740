import { type CallReading, StoreError, toEpochMs } from '@cdr/core';

/**
 * Refuses a reading with a start outside its window or that is no instant, or with a hash that is
 * no whole number. Throws `StoreError`.
 */
export function checkReading(reading: CallReading): void {
  const { window, rows } = reading;
  for (const { call, hash } of rows) {
    const startedAt = toEpochMs(call.startedAt);
    if (startedAt < window.from || startedAt >= window.to) {
      throw refusal(reading, 'A call starts outside the window that was read');
    }
    if (!Number.isSafeInteger(hash) || hash < 0) {
      throw refusal(reading, 'The hash of a call is not a whole number below 2^53');
    }
  }
}

/** Refuses a reading that holds the same id twice. */
export function duplicateId(reading: CallReading): StoreError {
  return refusal(reading, 'Two calls of a reading have the same id');
}

function refusal({ source, stream }: CallReading, what: string): StoreError {
  return new StoreError({
    what,
    where: `source ${source}, stream ${stream}`,
    todo: 'Nothing of the reading was stored; this is a fault of the provider or of the sync',
  });
}
