import {
  type Clock,
  coveredIn,
  gapsIn,
  type NotesStream,
  planStream,
  type Store,
  type Stream,
  subtractWindows,
  zoneOf,
} from '@cdr/core';
import { keptFrom } from '../expiry/kept-from.ts';
import { askCompleteFrom } from '../source/ask-complete-from.ts';
import { basisOf } from '../source/basis.ts';
import type { Source } from '../source/source.ts';
import { streamLedgerOf } from '../source/stream-ledger.ts';
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
  kind: Stream['kind'];
  covered: (CoveredReport & {
    /** Calls, or statistics, that the store held when the range was read; `null` when not counted since. */
    rows: number | null;
    /** Records by the vendor's own count; `null` when it tells none. */
    vendorRows: number | null;
  })[];
  /** Not covered, and still within the vendor's reach. */
  gaps: RangeReport[];
  /** Not covered, and older than the vendor answers. */
  permanentGaps: RangeReport[];
  /** Of a stream of notes, which covers calls and not time: its gap is the range of calls that are open. */
  notes?: { calls: number; read: number; notes: number };
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
      if (stream.kind === 'notes') {
        reports.push(await notesReport(store, source, stream, asked));
        continue;
      }
      const { ledger, outdated } = streamLedgerOf(entries, source, stream);
      const planned = { stream, zone, now, ledger, completeFrom };
      const { window } = closeAskedRange({
        ...planned,
        ...{ outdated, asked, since: source.since, keptFrom: keptFrom(source, stream, now) },
      });
      const plan = planStream({ ...planned, asked: window });
      reports.push({
        source: source.name,
        stream: stream.id,
        kind: stream.kind,
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

async function notesReport(
  store: Store,
  source: Source,
  stream: NotesStream,
  { from = source.since ?? undefined, to }: AskedRange,
): Promise<StreamCoverage> {
  const window = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const basis = basisOf(source, stream);
  const { open, ...notes } = await store.notesCoverage(source.name, { ...window, basis });
  return {
    source: source.name,
    stream: stream.id,
    kind: stream.kind,
    covered: [],
    gaps: open === null ? [] : [rangeReport(open)],
    permanentGaps: [],
    notes,
  };
}
