import type { PlannedSlice, TimedStream } from '@cdr/core';
import { basisOf } from '../source/basis.ts';
import { noMemory } from '../sync/answer-memory.ts';
import { createSliceReader, createStatisticsReader } from '../sync/create-readers.ts';
import type { Fingerprint } from '../sync/fingerprint.ts';
import { noSlices } from '../sync/sync-report.ts';
import { type SliceRun, type StoredSlice, syncSlice } from '../sync/sync-slice.ts';
import { syncStatisticsSlice } from '../sync/sync-statistics-slice.ts';
import {
  type SliceOutcome,
  type SliceTroubles,
  type SliceTurns,
  workThroughSlices,
} from '../sync/work-through-slices.ts';
import type { Repair, VerifyTask } from './verify-task.ts';

/** Reads slices again and commits them as a sync does; what was answered before makes no difference. */
export function repairSlices(
  task: VerifyTask<TimedStream>,
  repair: Repair,
  { slices, fingerprint }: { slices: readonly PlannedSlice[]; fingerprint: Fingerprint },
): Promise<SliceTroubles> {
  const { source, stream, onEvent } = task;
  const asked = { from: slices[0]?.from ?? 0, to: slices.at(-1)?.to ?? 0 };
  const whose = { source: source.name, stream: stream.id };
  onEvent({ type: 'stream-planned', ...whose, asked, slices: slices.length });
  return workThroughSlices<StoredSlice>(task, {
    slices,
    counts: { ...noSlices(), planned: slices.length },
    prepare: (turns) => Promise.resolve(createSliceRepair(task, repair, { turns, fingerprint })),
    onDone: ({ counts }) => counts.inserted + counts.updated + counts.unchanged,
  });
}

/**
 * A fingerprint that no stored row has, so that every row is written anew: what was changed in the
 * store itself has the fingerprint of what it once was.
 */
export function unknownFingerprint(fingerprint: Fingerprint): Fingerprint {
  return (row) => (fingerprint(row) + 1) % 2 ** 53;
}

function createSliceRepair(
  task: VerifyTask<TimedStream>,
  { store, keepRaw }: Repair,
  { turns, fingerprint }: { turns: SliceTurns; fingerprint: Fingerprint },
): (slice: PlannedSlice) => Promise<SliceOutcome<StoredSlice>> {
  const { source, stream, now } = task;
  const { numberReading } = source;
  const provider = source.provider.manifest.id;
  const run: SliceRun = { ...turns, provider, numberReading, store, readAt: now };
  if (stream.kind === 'calls') {
    const reader = { ...createSliceReader({ ...task, stream, keepRaw }), fingerprint };
    const basis = basisOf(source, stream);
    // Only what was read on this basis is verified.
    const context = { ...run, reader, memory: noMemory, basis, renamed: [] };
    return (slice) => syncSlice(context, slice);
  }
  const reader = { ...createStatisticsReader({ ...task, stream, keepRaw }), fingerprint };
  return (slice) => syncStatisticsSlice(reader, run, slice);
}
