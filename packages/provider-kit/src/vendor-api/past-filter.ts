import { type CallFilter, type CallSource, type EpochMs, toEpochMs } from '@cdr/core';

/** A filter without the calls that are still to come at `now`. */
export type PastFilter = (filter: CallFilter, now: EpochMs) => Promise<CallFilter>;

/** That no call starts behind `asked` and before `next`, as of a revision. */
interface KnownNext {
  revision: number;
  asked: EpochMs;
  next: EpochMs;
}

/**
 * Makes filters that leave out what is still to come. Their bound is where the next call starts: until
 * then, the same question is the same filter, and while no call is to come it stays as it was asked.
 */
export function createPastFilter(calls: CallSource): PastFilter {
  let known: KnownNext | null = null;

  async function nextStart(now: EpochMs): Promise<EpochMs> {
    const revision = calls.revision?.() ?? null;
    if (known?.revision === revision && known.asked <= now && now < known.next) return known.next;
    let next = Number.POSITIVE_INFINITY;
    for await (const [call] of calls.read({ filter: { from: now + 1 }, limit: 1 })) {
      if (call !== undefined) next = toEpochMs(call.startedAt);
    }
    if (revision !== null && calls.revision?.() === revision) {
      known = { revision, asked: now, next };
    }
    return next;
  }

  return async (filter, now) => {
    const { to = Number.POSITIVE_INFINITY } = filter;
    if (to <= now + 1) return filter;
    const next = await nextStart(now);
    return to <= next ? filter : { ...filter, to: next };
  };
}
