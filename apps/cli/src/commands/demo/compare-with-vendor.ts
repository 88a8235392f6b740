import { type CallSource, type EpochMs, type Store, toEpochMs } from '@cdr/core';

/** Longer than any made-up call. */
const longestMs = 86_400_000;
const minuteMs = 60_000;

/** Holds the store against what the vendor was given to tell: only the demo can know that. */
export async function compareWithVendor(
  { provider, calls }: { provider: string; calls: CallSource },
  store: Store,
  now: EpochMs,
): Promise<string> {
  const held = await calls.count();
  const stored = await store.count({ source: [provider] });
  const missing = held - stored;
  const text = `${provider} holds ${held.toLocaleString('en')} calls, ${stored.toLocaleString('en')} are stored`;
  if (missing === 0) return `${text}: every one`;
  const open = await countOpen(calls, now);
  return missing > 0 && missing <= open
    ? `${text}; ${missing} ${missing === 1 ? 'is' : 'are'} so recent that only a later sync tells`
    : text;
}

/** Calls under way aren't told by every vendor, and a minute that isn't over isn't read. */
async function countOpen(calls: CallSource, now: EpochMs): Promise<number> {
  let open = 0;
  for await (const batch of calls.read({ filter: { from: now - longestMs } })) {
    open += batch.filter(
      ({ endedAt }) => endedAt !== null && toEpochMs(endedAt) > now - minuteMs,
    ).length;
  }
  return open;
}
