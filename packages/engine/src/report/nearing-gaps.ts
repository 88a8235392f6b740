import {
  type Clock,
  type EpochMs,
  gapsIn,
  planStream,
  reachableFrom,
  type Store,
  subtractWindows,
  type Window,
  zoneOf,
} from '@cdr/core';
import { keptFrom } from '../expiry/kept-from.ts';
import { askCompleteFrom } from '../source/ask-complete-from.ts';
import type { Source } from '../source/source.ts';
import { streamLedgerOf } from '../source/stream-ledger.ts';
import { closeAskedRange } from '../sync/asked-window.ts';

/** A range that was not read, and that the vendor will soon no longer tell. */
export interface NearingGap extends Window {
  source: string;
  stream: string;
  /** When its beginning is lost. */
  lostAt: EpochMs;
}

const longestNoticeMs = 7 * 86_400_000;
/** A vendor that keeps little is watched in the last quarter of that. */
const noticePart = 4;

/**
 * The gaps of sources whose beginning lies so near to what their vendors have forgotten that somebody
 * should look: a week before it is lost, or a quarter of what the vendor keeps if that is less. Asks only
 * vendors that keep their records for no fixed time; one that gives no answer has none.
 */
export async function nearingGaps(
  store: Pick<Store, 'coverage'>,
  sources: readonly Source[],
  clock: Pick<Clock, 'now'>,
): Promise<NearingGap[]> {
  const now = clock.now();
  const nearing: NearingGap[] = [];
  for (const source of sources) {
    const zone = zoneOf(source.settings.timeZone);
    const entries = await store.coverage(source.name);
    const completeFrom = await askCompleteFrom(source);
    for (const stream of source.streams) {
      if (stream.kind === 'notes') continue;
      const reach = reachableFrom({ stream, zone, now, completeFrom });
      if (!Number.isFinite(reach)) continue;
      const { ledger, outdated } = streamLedgerOf(entries, source, stream);
      const planned = { stream, zone, now, ledger, completeFrom };
      const { window } = closeAskedRange({
        ...planned,
        ...{ outdated, asked: {}, since: source.since, keptFrom: keptFrom(source, stream, now) },
      });
      const { asked, permanentGaps } = planStream({ ...planned, asked: window });
      const noticeMs = Math.min(longestNoticeMs, (now - reach) / noticePart);
      for (const gap of subtractWindows(gapsIn(asked, ledger), permanentGaps)) {
        if (gap.from - reach > noticeMs) continue;
        const lostAt = now + Math.max(0, gap.from - reach);
        nearing.push({ ...gap, source: source.name, stream: stream.id, lostAt });
      }
    }
  }
  return nearing;
}
