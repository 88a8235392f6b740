import {
  type CallReading,
  type ErasedNumbers,
  maskCall,
  maskNote,
  maskStatistic,
  type NotesReading,
  type StatisticReading,
} from '@cdr/core';
import { maskRejected } from './mask-rejected.ts';

/** The reading without those who were erased; itself when it holds nothing of them. */
export function maskReading(reading: CallReading, erased: ErasedNumbers | null): CallReading {
  if (erased === null) return reading;
  const rows = reading.rows.map((row) => maskCall(row, erased));
  const rejected = reading.rejected.map((row) => maskRejected(row, erased));
  const isSame = isSameList(rows, reading.rows) && isSameList(rejected, reading.rejected);
  return isSame ? reading : { ...reading, rows, rejected };
}

/** The same for statistics. */
export function maskStatistics(
  reading: StatisticReading,
  erased: ErasedNumbers | null,
): StatisticReading {
  if (erased === null) return reading;
  return {
    ...reading,
    rows: reading.rows.map((row) => maskStatistic(row, erased)),
    rejected: reading.rejected.map((row) => maskRejected(row, erased)),
  };
}

/** The same for notes; those of `theirs`, the calls of people who were erased, are left out. */
export function maskNotes(
  reading: NotesReading,
  erased: ErasedNumbers | null,
  theirs: ReadonlySet<string>,
): NotesReading {
  if (erased === null) return reading;
  return {
    ...reading,
    calls: reading.calls
      .filter(({ callId }) => !theirs.has(callId))
      .map((call) => ({
        ...call,
        rows: call.rows.map((row) => maskNote(row, erased)),
        rejected: call.rejected.map((row) => maskRejected(row, erased)),
      })),
  };
}

function isSameList<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.every((one, index) => one === others[index]);
}
