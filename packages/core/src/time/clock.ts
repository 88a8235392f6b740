import type { EpochMs } from './epoch-ms.ts';

/** Time as the caller sees it; nothing in this project reads the machine's clock by itself. */
export interface Clock {
  /** The current instant, for planning: horizon, settle, pace. May stand still. */
  now(): EpochMs;
  /** Milliseconds since any fixed moment; never goes back. For deadlines and rates. */
  elapsedMs(): number;
  /** Resolves after `delayMs`; rejects with the signal's reason when it aborts first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after `delayMs`, unless what it gives is called before. For deadlines. */
  after(delayMs: number, callback: () => void): () => void;
}
