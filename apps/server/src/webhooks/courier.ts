import { type Clock, type OutboxMessage, type OutboxStore, toEpochMs, toInstant } from '@cdr/core';
import type { Webhook } from '@cdr/engine';
import { sendMessage } from './send-message.ts';
import { receiverOf } from './webhook-events.ts';

/** Takes what waits in the outbox to its receivers. */
export interface Courier {
  /** Something new waits. */
  wake(): void;
  /** Begins nothing any more; what was not taken stays in the outbox. */
  close(): Promise<void>;
}

/** What a courier works with. */
export interface CourierInput {
  store: OutboxStore;
  webhooks: readonly Webhook[];
  clock: Clock;
  /** How long a receiver may take. Default: ten seconds. */
  timeoutMs?: number;
  /** Is told of what was not taken. */
  onProblem?: (problem: { event: string; receiver: string; why: string; isLast: boolean }) => void;
  /** Is told of what can't go on. */
  onError?: (error: unknown) => void;
}

const usualTimeoutMs = 10_000;
const firstPauseMs = 10_000;
const longestPauseMs = 3_600_000;
/** Who hasn't taken a message for so long won't. */
const patienceMs = 3 * 86_400_000;

/**
 * Each receiver has a lane of its own, so that one that is down holds up no other, and nothing else. A
 * message that isn't taken is tried again later and later, up to an hour, for three days; those behind it
 * don't wait for it, but for the receiver.
 */
export function startCourier(input: CourierInput): Courier {
  const stop = new AbortController();
  const lanes = input.webhooks.map((webhook) => createLane(webhook, input, stop.signal));
  const working = Promise.all(
    lanes.map((lane) => lane.work().catch((error: unknown) => input.onError?.(error))),
  );
  return {
    wake() {
      for (const lane of lanes) lane.wake();
    },
    async close() {
      stop.abort();
      await working;
    },
  };
}

function createLane(webhook: Webhook, input: CourierInput, stop: AbortSignal) {
  const { store, clock, timeoutMs = usualTimeoutMs, onProblem } = input;
  const receiver = receiverOf(webhook);
  let waking = new AbortController();
  let isWoken = false;

  async function rest(delayMs: number, mayWake: boolean): Promise<void> {
    if (stop.aborted || (mayWake && isWoken)) return;
    waking = new AbortController();
    const signals = mayWake ? [stop, waking.signal] : [stop];
    await clock.sleep(delayMs, AbortSignal.any(signals)).catch(() => undefined);
  }

  async function deliver(message: OutboxMessage): Promise<boolean> {
    const now = clock.now();
    const why = await sendMessage({ webhook, message, now, signal: stop, timeoutMs });
    if (why === null) {
      await store.settleMessage(message.id, null);
      return true;
    }
    if (stop.aborted) return false;
    const attempts = message.attempts + 1;
    const isLast = now - toEpochMs(message.createdAt) >= patienceMs;
    const again = { attempts, nextAt: toInstant(now + pauseAfter(attempts)) };
    await store.settleMessage(message.id, isLast ? null : again);
    onProblem?.({ event: message.event, receiver, why, isLast });
    return false;
  }

  return {
    wake() {
      isWoken = true;
      waking.abort();
    },
    async work() {
      let failures = 0;
      while (!stop.aborted) {
        isWoken = false;
        const [message] = await store.outbox({ receiver, limit: 1 });
        if (message === undefined) {
          await rest(longestPauseMs, true);
          continue;
        }
        const waitMs = toEpochMs(message.nextAt) - clock.now();
        if (waitMs > 0) await rest(waitMs, true);
        if (stop.aborted || (waitMs > 0 && isWoken)) continue;
        failures = (await deliver(message)) ? 0 : failures + 1;
        if (failures > 0) await rest(pauseAfter(failures), false);
      }
    },
  };
}

function pauseAfter(failures: number): number {
  return Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
}
