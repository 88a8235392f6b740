import {
  CdrError,
  type Clock,
  coveredIn,
  type EpochMs,
  gapsIn,
  planStream,
  type Store,
  subtractWindows,
  zoneOf,
} from '@cdr/core';
import type { Source } from '../source/source.ts';
import { type AskedRange, closeAskedRange } from '../sync/asked-window.ts';
import {
  type CoveredReport,
  coveredReport,
  type RangeReport,
  rangeReport,
} from '../sync/sync-report.ts';

/** What is proven of one stream, and what isn't. */
export interface StreamCoverage {
  source: string;
  stream: string;
  covered: (CoveredReport & {
    /** Calls that the store held when the range was read; `null` when not counted since. */
    rows: number | null;
    /** Records by the vendor's own count; `null` when it tells none. */
    vendorRows: number | null;
  })[];
  /** Not covered, and still within the vendor's reach. */
  gaps: RangeReport[];
  /** Not covered, and older than the vendor answers. */
  permanentGaps: RangeReport[];
}

/**
 * Holds the ledgers of sources against what they are to cover. Asks no vendor but those that keep
 * their records for no fixed time, such as log files; without an answer, what they lost counts as a gap.
 */
export async function coverageReport(
  store: Store,
  sources: readonly Source[],
  { clock, asked = {} }: { clock: Clock; asked?: AskedRange },
): Promise<StreamCoverage[]> {
  const now = clock.now();
  const reports: StreamCoverage[] = [];
  for (const source of sources) {
    const zone = zoneOf(source.settings.timeZone);
    const entries = await store.coverage(source.name);
    const completeFrom = await askCompleteFrom(source);
    for (const stream of source.streams) {
      const ledger = entries.filter((entry) => entry.stream === stream.id);
      const planned = { stream, zone, now, ledger, completeFrom };
      const { window } = closeAskedRange({ ...planned, asked, since: source.since });
      const plan = planStream({ ...planned, asked: window });
      reports.push({
        source: source.name,
        stream: stream.id,
        covered: coveredIn(plan.asked, ledger).map((interval) => ({
          ...coveredReport(interval),
          rows: interval.rows,
          vendorRows: interval.vendorRows,
        })),
        gaps: subtractWindows(gapsIn(plan.asked, ledger), plan.permanentGaps).map(rangeReport),
        permanentGaps: plan.permanentGaps.map(rangeReport),
      });
    }
  }
  return reports;
}

async function askCompleteFrom(source: Source): Promise<EpochMs | null> {
  try {
    const connection = source.connect(() => {});
    return (await connection.completeFrom?.(new AbortController().signal)) ?? null;
  } catch (error) {
    if (CdrError.isInstance(error)) return null;
    throw error;
  }
}
