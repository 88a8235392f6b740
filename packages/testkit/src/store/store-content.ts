import type {
  Call,
  CallQuery,
  LedgerEntry,
  Note,
  NoteQuery,
  NotesCoverage,
  NotesDue,
  NotesDueRule,
  Statistic,
  StatisticQuery,
  Store,
  StoredRejectedRow,
} from '@cdr/core';

/** Everything that a store tells of its data. */
export interface StoreContent {
  count: number;
  calls: Call[];
  statistics: Statistic[];
  notes: Note[];
  notesCoverage: NotesCoverage[];
  coverage: LedgerEntry[];
  /** Without ids, which are the store's own; sorted by time, then by what is in them. */
  rejected: Omit<StoredRejectedRow, 'id'>[];
}

/** Reads a listing to its end. */
export function listAll(store: Store, query?: CallQuery): Promise<Call[]> {
  return gather(store.read(query));
}

/** Reads statistics to their end. */
export function listStatistics(store: Store, query?: StatisticQuery): Promise<Statistic[]> {
  return gather(store.readStatistics(query));
}

/** Reads notes to their end. */
export function listNotes(store: Store, query?: NoteQuery): Promise<Note[]> {
  return gather(store.readNotes(query));
}

/** Reads to their end the calls whose notes are due. */
export function listDue(store: Store, rule: NotesDueRule): Promise<NotesDue[]> {
  return gather(store.notesDue(rule));
}

/** Reads all rejected rows, in the order of the store. */
export function listRejected(store: Store, source?: string): Promise<StoredRejectedRow[]> {
  return gather(store.rejected(source));
}

/** Rejected rows in an order that doesn't depend on the store. */
export function sortRejected(rows: readonly StoredRejectedRow[]): StoredRejectedRow[] {
  const keyOf = ({ rejectedAt, source, stream, raw }: StoredRejectedRow) =>
    JSON.stringify([rejectedAt, source, stream, raw]);
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export async function contentOf(store: Store): Promise<StoreContent> {
  const calls = await listAll(store, { raw: true });
  const sources = [...new Set(calls.map(({ source }) => source))].sort();
  return {
    count: await store.count(),
    calls,
    statistics: await listStatistics(store, { raw: true }),
    notes: await listNotes(store, { raw: true }),
    notesCoverage: await Promise.all(
      sources.flatMap((source) => [
        store.notesCoverage(source),
        store.notesCoverage(source, { basis: '{"timeZone":"UTC"}' }),
      ]),
    ),
    coverage: await store.coverage(),
    rejected: sortRejected(await listRejected(store)).map(({ id: _id, ...row }) => row),
  };
}

async function gather<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}
