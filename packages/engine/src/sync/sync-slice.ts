import {
  type AnswerRecord,
  type CallReading,
  type CallStream,
  CdrError,
  durationToMs,
  type EpochMs,
  intersectWindows,
  type NumberReading,
  type Page,
  type PlannedSlice,
  type Store,
  UnstableListError,
  type Window,
} from '@cdr/core';
import type { AnswerMemory } from './answer-memory.ts';
import { partsIfShortened } from './shortened-window.ts';
import {
  type FreshReading,
  type KnownReading,
  type OversizedSlice,
  readSlice,
  type SliceReader,
  splitSlice,
} from './slice-reader.ts';
import { noRows, type RowCounts } from './sync-report.ts';
import type { SliceOutcome, SliceTurns } from './work-through-slices.ts';

/** The run of a stream that a slice is read in. */
export interface SliceRun extends SliceTurns {
  provider: string;
  numberReading: NumberReading;
  store: Store;
  /** The instant for which the run was planned: when its readings count as made. */
  readAt: EpochMs;
}

/** What a slice of calls is read from and committed to. */
export interface SliceContext extends SliceRun {
  reader: SliceReader;
  memory: AnswerMemory;
  /** What decides the calls besides the vendor. */
  basis: string;
  /** Where calls are stored under ids that the source gives no longer. */
  renamed: readonly Window[];
}

/** What reading a slice takes, without what committing it does. */
export type SteadyContext = Pick<SliceContext, 'reader' | 'signal' | 'onReread' | 'onShortened'>;

/** A slice that is in the store now. */
export interface StoredSlice {
  counts: RowCounts;
  /** What is odd about its rows, once for each. */
  warnings: readonly string[];
}

/** Readings of a slice before it is read in parts; and before it is given up, when it has none. */
const readingsBeforeSplit = 2;
const maxReadings = 5;
const partsOfMovingSlice = 4;

/**
 * Reads a slice until it is proven whole, and commits it; or finds the parts in which to read it. An
 * answer that is known is confirmed while other slices are read; when its calls have changed since,
 * by another slice or a replay, the slice is due again. Where a commit would remove stored calls, or where a record came twice and another may be missing
 * for it, the vendor must have said the same twice in a row. Answers without any record that remove
 * calls seal nothing: a vendor in trouble gives them as often as it is asked, so the next sync looks
 * again. Gives `null` when the run was over first.
 */
export async function syncSlice(
  context: SliceContext,
  slice: PlannedSlice,
): Promise<SliceOutcome<StoredSlice>> {
  const { reader, memory, store, provider, readAt, basis } = context;
  const place = {
    source: reader.source,
    stream: reader.stream.id,
    provider,
    window: { from: slice.from, to: slice.to },
  };
  const paceMs = durationToMs(reader.stream.limits.minPollInterval);
  const proof = { readAt, paceMs, basis };
  const last = memory.answerOf(place.window);
  const renamed = intersectWindows(context.renamed, [place.window]);
  let said: string | null = null;
  for (let readings = 1; readings <= maxReadings; readings += 1) {
    const reading = await context.takeTurn(() => readSteadily(context, slice, last));
    if (reading === null || 'parts' in reading) return reading;
    if ('known' in reading) {
      const { known } = reading;
      const again = { ...proof, state: slice.state, vendorRows: known.vendorRows };
      const repeated = { ...place, proof: again, digest: known.digest };
      const stored = { counts: unchangedCounts(known), warnings: [] };
      return { later: memory.confirm(repeated).then((isSame) => (isSame ? stored : null)) };
    }
    const isConfirmed = said !== null && said === contentOf(reading);
    if (!isConfirmed && lacksCountedRows(reading)) {
      context.onReread(slice);
      said = contentOf(reading);
      continue;
    }
    const { rows, rejected, received, outside, duplicate, vendorRows, digest } = reading;
    const answered = { received, outside, duplicate, rejected: rejected.length };
    const answer = { digest, vendorRows, received, outside, duplicate };
    const lost = isConfirmed ? 'remove' : 'confirm';
    const commit: CallReading = {
      ...place,
      ...context.numberReading,
      proof: {
        ...proof,
        state: isConfirmed && received === 0 ? 'provisional' : slice.state,
        vendorRows,
      },
      rows,
      rejected,
      missing: canLose(reader.stream) ? lost : 'keep',
      ...(renamed.length > 0 ? { renamed: { windows: renamed, surplus: lost } } : {}),
      // Rejected rows are mapped anew by every reading, since the mapping may have learnt more.
      ...(rejected.length === 0 ? { answer } : {}),
    };
    const result = await context.hold(rows.length, () => store.commit(commit));
    if (result.committed) return { counts: { ...result.counts, ...answered }, warnings: [] };
    context.onReread(slice);
    said = contentOf(reading);
  }
  throw new UnstableListError({
    what: 'The vendor keeps answering other records for the same slice',
    where: reader.source,
    todo: 'Nothing was removed; the next sync reads the slice again',
  });
}

/**
 * Reads a slice again while its list moves, then gives it up for smaller parts: the smaller the
 * part, the surer it fits into one answer, which can't move. What fits already is not split: its
 * vendor contradicts itself, and would in every part.
 */
export function readSteadily(
  context: SteadyContext,
  slice: Window,
  last: null,
): Promise<FreshReading | OversizedSlice>;
export function readSteadily(
  context: SteadyContext,
  slice: Window,
  last: AnswerRecord | null,
): Promise<FreshReading | KnownReading | OversizedSlice>;
export async function readSteadily(
  { reader, signal, onReread, onShortened }: SteadyContext,
  slice: Window,
  last: AnswerRecord | null,
): Promise<FreshReading | KnownReading | OversizedSlice> {
  const parts = splitSlice(reader, slice, partsOfMovingSlice);
  for (let readings = 1; ; readings += 1) {
    signal.throwIfAborted();
    const begun = new Set<string | undefined>();
    let exceedsOnePage = false;
    const onPage = ({ list, rows, total }: Page) => {
      const pageSize = reader.stream.paging.maxPageSize ?? rows.length;
      exceedsOnePage ||= begun.has(list) || (total !== null && total > pageSize);
      begun.add(list);
    };
    try {
      const reading = await readSlice({ ...reader, onPage }, { owned: slice, last, signal });
      if (!('rows' in reading)) return reading;
      const shortened = await partsIfShortened(reader, { owned: slice, reading, signal });
      if (shortened === null) return reading;
      onShortened();
      return shortened;
    } catch (error) {
      if (!CdrError.isInstance(error) || error.code !== 'unstable-list') throw error;
      if (exceedsOnePage && parts.length > 1 && readings >= readingsBeforeSplit) return { parts };
      if (readings === maxReadings) throw error;
      onReread(slice);
    }
  }
}

/** Without ids, what changed can't be told from what went and what came: the answer is the truth. */
function canLose({ identity, finality }: CallStream): boolean {
  return identity === 'content' && finality.mutable;
}

/** Every row of a known answer became a call, and is stored as it is. */
function unchangedCounts({ received, outside, duplicate }: AnswerRecord): RowCounts {
  const unchanged = received - outside - duplicate;
  return { ...noRows(), received, outside, duplicate, unchanged };
}

/** The vendor counts the rows that a list held twice, so that as many others may be missing. */
function lacksCountedRows({ repeated, vendorRows }: FreshReading): boolean {
  return vendorRows !== null && repeated > 0;
}

function contentOf({ rows, rejected }: FreshReading): string {
  return [...rows.map(({ id, hash }) => `${id} ${hash}`), ...rejected.map(({ raw }) => raw)]
    .sort()
    .join('\n');
}
