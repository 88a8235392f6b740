import {
  boundRules,
  type CallStream,
  type LedgerEntry,
  maskCall,
  maskStatistic,
  type PlannedSlice,
  renderBounds,
  type StatisticsStream,
  type Window,
} from '@cdr/core';
import { createSliceReader, createStatisticsReader } from '../sync/create-readers.ts';
import type { SliceReader } from '../sync/slice-reader.ts';
import { readSteadily } from '../sync/sync-slice.ts';
import { readStatisticsSlice } from '../sync/sync-statistics-slice.ts';
import type { SliceOutcome, SliceTurns } from '../sync/work-through-slices.ts';
import { compareRows, noDifferences, type RowDifferences } from './compare-rows.ts';
import { erasedNumbersOf } from './erased-numbers-of.ts';
import { expectedTotal } from './expected-total.ts';
import {
  comparableCall,
  comparableStatistic,
  storedCalls,
  storedStatistics,
} from './stored-rows.ts';
import type { VerifyTask } from './verify-task.ts';

/** What came of holding a slice against the vendor. */
export interface SliceVerdict {
  differences: RowDifferences;
  /** Stored rows whose number alone was compared. */
  counted: number;
  /** Rows of the vendor's that can't be understood. */
  unreadable: number;
  /** What is odd about the vendor's statistics, once for each. */
  oddities: readonly string[];
}

/** Holds one slice against the vendor; or finds the parts in which to do so. */
export type SliceCheck = (slice: PlannedSlice) => Promise<SliceOutcome<SliceVerdict>>;

/**
 * Checks slices of calls: by the vendor's total, where that can be held against the store and costs
 * less than the rows; else by its rows, read as a sync reads them.
 */
export function createCallCheck(
  task: VerifyTask<CallStream>,
  ledger: readonly LedgerEntry[],
  turns: SliceTurns,
): SliceCheck {
  const { store, full } = task;
  const erased = erasedNumbersOf(task);
  const reader = createSliceReader({ ...task, keepRaw: false });
  const pageSize = reader.stream.paging.maxPageSize ?? Number.POSITIVE_INFINITY;
  return async (slice) => {
    const owned = { from: slice.from, to: slice.to };
    const expected = full ? null : await expectedTotal(store, { reader, ledger, owned });
    const reading = await turns.takeTurn(async () => {
      const isCounted = expected !== null && expected > pageSize;
      if (isCounted && (await hasTotal(reader, owned, expected, turns.signal))) return 'counted';
      return readSteadily({ ...turns, reader }, owned, null);
    });
    if (reading === 'counted') {
      const counted = await store.count({ source: [reader.source], ...owned });
      return { differences: noDifferences(), counted, unreadable: 0, oddities: [] };
    }
    if (reading === null || 'parts' in reading) return reading;
    const told = reading.rows.map((row) =>
      comparableCall(erased === null ? row : maskCall(row, erased)),
    );
    const differences = await compareRows(told, storedCalls(store, reader.source, owned));
    return { differences, counted: 0, unreadable: reading.rejected.length, oddities: [] };
  };
}

/** Checks slices of statistics, which are read again. */
export function createStatisticsCheck(
  task: VerifyTask<StatisticsStream>,
  turns: SliceTurns,
): SliceCheck {
  const reader = createStatisticsReader({ ...task, keepRaw: false });
  const { key, mapper } = reader;
  const erased = erasedNumbersOf(task);
  return async (slice) => {
    const reading = await turns.takeTurn(() => readStatisticsSlice(reader, turns, slice));
    if (reading === null) return null;
    const told = reading.rows.map((row) =>
      comparableStatistic(erased === null ? row : maskStatistic(row, erased)),
    );
    const stored = storedStatistics(task.store, key, mapper.parameters, slice);
    const differences = await compareRows(told, stored);
    const { rejected, warnings } = reading;
    return { differences, counted: 0, unreadable: rejected.length, oddities: warnings };
  };
}

/** Whether the vendor's first answer tells that total, of a list that is the only one. */
async function hasTotal(
  { connection, stream, zone }: SliceReader,
  owned: Window,
  expected: number,
  signal: AbortSignal,
): Promise<boolean> {
  const bounds = renderBounds(owned, boundRules(stream), zone);
  for await (const page of connection.read({ stream: stream.id, owned, bounds, signal })) {
    return page.list === undefined && page.total === expected;
  }
  return false;
}
