import {
  type ErasedNumbers,
  type ErasureCounts,
  isTheirs,
  maskCall,
  type StoredRejectedRow,
} from '@cdr/core';
import { maskRejected } from '../erasure/mask-rejected.ts';
import { rejectedId } from '../reading/merge-rejected.ts';
import type { StoredRow } from './list-calls.ts';
import type { NotesInMemory } from './notes-in-memory.ts';
import type { StatisticsInMemory } from './statistics-in-memory.ts';

/** What a store in memory holds of people. */
export interface DataInMemory {
  sources: ReadonlyMap<string, Map<string, StoredRow>>;
  notes: NotesInMemory;
  statistics: StatisticsInMemory;
  rejectedRows: Map<string, StoredRejectedRow>;
}

/** Knows a number in each source. */
export type NumbersOf = (source: string) => ErasedNumbers | null;

/** What an erasure would do, and what does it. */
export interface ErasureInMemory {
  counts: ErasureCounts;
  apply: () => void;
}

export function createErasureInMemory(data: DataInMemory, numbersOf: NumbersOf): ErasureInMemory {
  const { sources, notes, statistics, rejectedRows } = data;
  const counts: ErasureCounts = { calls: 0, notes: 0, rawRows: 0, rejected: 0, statistics: 0 };
  const changes: (() => void)[] = [];
  const theirs = new Set<string>();

  for (const [source, calls] of sources) {
    const erased = numbersOf(source);
    if (erased === null) continue;
    for (const [id, row] of calls) {
      const masked = maskCall(row, erased);
      if (masked === row) continue;
      counts.calls += 1;
      if (row.raw !== null && masked.raw === null) counts.rawRows += 1;
      changes.push(() => calls.set(id, masked));
      if (!isTheirs(row.call, erased)) continue;
      theirs.add(keyOf(source, id));
      counts.notes += notes.countOf(source, id);
      changes.push(() => notes.forgetCall(source, id));
    }
  }
  const isOfTheirs = (source: string, callId: string) => theirs.has(keyOf(source, callId));
  const emptied = notes.emptying(numbersOf, isOfTheirs);
  const masked = statistics.masking(numbersOf);
  counts.notes += emptied.length;
  counts.statistics += masked.length;
  changes.push(...emptied, ...masked);

  for (const row of rejectedRows.values()) {
    if (row.callId !== undefined && isOfTheirs(row.source, row.callId)) {
      counts.rejected += 1;
      changes.push(() => rejectedRows.delete(row.id));
      continue;
    }
    const erased = numbersOf(row.source);
    const own = erased === null ? row : maskRejected(row, erased);
    if (own === row) continue;
    counts.rejected += 1;
    const id = maskedId(own);
    changes.push(() => rejectedRows.delete(row.id));
    changes.push(() => rejectedRows.set(id, { ...own, id }));
  }
  return {
    counts,
    apply() {
      for (const change of changes) change();
    },
  };
}

/** Statistics alone have a basis here, and notes a call. */
function maskedId({ source, stream, windows, basis, callId, raw }: StoredRejectedRow): string {
  const window = { from: windows[0]?.from ?? 0, to: windows.at(-1)?.to ?? 0 };
  const place = { source, stream, window };
  if (callId !== undefined) return rejectedId({ ...place, kind: 'notes', callId }, raw);
  return rejectedId({ ...place, kind: basis === undefined ? 'calls' : 'statistics' }, raw);
}

function keyOf(source: string, id: string): string {
  return JSON.stringify([source, id]);
}
