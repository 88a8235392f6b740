import type { Clock } from '@cdr/core';

/** What bounds a piece of work. */
export interface Deadline {
  clock: Clock;
  /** Aborts it from outside. */
  signal: AbortSignal;
  timeoutMs: number;
  /** The error of work that ran out of time. */
  onTimeout: () => Error;
}

/**
 * Runs `work` with a signal of its own that aborts with the caller's, with the deadline, and when
 * the work fails, so that nothing of it goes on. Rejects at once, even when the work is deaf.
 */
export function withDeadline<T>(
  { clock, signal, timeoutMs, onTimeout }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const fail = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    const onAbort = () => fail(signal.reason);
    const cancel = clock.after(timeoutMs, () => fail(onTimeout()));
    signal.addEventListener('abort', onAbort, { once: true });
    work(controller.signal)
      .then(resolve, fail)
      .finally(() => {
        cancel();
        signal.removeEventListener('abort', onAbort);
      });
  });
}
