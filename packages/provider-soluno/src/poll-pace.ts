import type { EpochMs } from '@cdr/core';

/** Remembers who asked when. */
export interface PollPace {
  /** How much too early the question is, in milliseconds; 0 when it may be answered, which counts as asking. */
  ask(question: string, now: EpochMs): number;
}

/** A pace that lets the same question pass once in `minPollMs`; 0 for as often as one likes. */
export function createPollPace(minPollMs: number): PollPace {
  const lastAsked = new Map<string, EpochMs>();
  return {
    ask(question, now) {
      if (minPollMs === 0) return 0;
      for (const [old, at] of lastAsked) if (now - at >= minPollMs) lastAsked.delete(old);
      const before = lastAsked.get(question);
      if (before !== undefined) return before + minPollMs - now;
      lastAsked.set(question, now);
      return 0;
    },
  };
}
