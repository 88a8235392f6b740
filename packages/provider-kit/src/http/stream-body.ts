import { type Clock, TransportError } from '@cdr/core';
import type { Attempt } from './attempt.ts';
import { toTransportFailure } from './transport-failure.ts';
import { withDeadline } from './with-deadline.ts';

/** How a body is read as it comes. */
export interface BodyStreaming {
  clock: Clock;
  attempt: Attempt;
  /** Bytes that must come; `null` when nobody told. */
  expected: number | null;
  /** Longest silence between two pieces. */
  idleMs: number;
}

/**
 * A body piece by piece, no faster than it is taken. Fails with the signal's reason when it aborts,
 * and with `TransportError` when the body stalls, breaks or ends early. Hangs up when cancelled.
 */
export function streamBody(
  body: ReadableStream<Uint8Array>,
  { clock, attempt, expected, idleMs }: BodyStreaming,
): ReadableStream<Uint8Array> {
  const { signal, where, redact } = attempt;
  const reader = body.getReader();
  const onTimeout = () => createStall(idleMs, where);
  const deadline = { clock, signal, timeoutMs: idleMs, onTimeout };
  let size = 0;

  const hangUp = (reason: unknown): void => {
    reader.cancel(reason).catch(() => undefined);
  };

  async function readPiece(): Promise<Uint8Array | null> {
    try {
      const { done, value } = await withDeadline(deadline, () => reader.read());
      return done ? null : value;
    } catch (thrown) {
      hangUp(thrown);
      signal.throwIfAborted();
      if (thrown instanceof TransportError) throw thrown;
      throw toTransportFailure(thrown, where, redact).error;
    }
  }

  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await readPiece();
        if (piece !== null) {
          size += piece.byteLength;
          controller.enqueue(piece);
        } else if (expected === null || size === expected) controller.close();
        else throw createCutOff(size, expected, where);
      },
      cancel: hangUp,
    },
    { highWaterMark: 0 },
  );
}

function createStall(idleMs: number, where: string): TransportError {
  return new TransportError({
    what: `Nothing more came within ${idleMs / 1000} s`,
    where,
    todo: 'Try again later',
  });
}

function createCutOff(size: number, expected: number, where: string): TransportError {
  return new TransportError({
    what: `The answer was cut off after ${size} of ${expected} bytes`,
    where,
    todo: 'Try again later',
  });
}
