import { type CallStream, toEpochMs, type Window } from '@cdr/core';
import type { SliceReading } from './slice-collector.ts';
import { type OversizedSlice, readSlice, type SliceReader, splitSlice } from './slice-reader.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What vendors that shorten windows are known to answer at least. */
const leastAnswerMs = 7 * dayMs;
/** Parts are no shorter, however little was shown to be answered. */
const leastPartMs = 12 * hourMs;

/** The end of a slice at which nothing came, and how much of the slice is known to be answered. */
interface Silence {
  window: Window;
  answeredMs: number;
}

/**
 * The parts in which to read a slice whose vendor left out an end of it without saying so; `null`
 * when it didn't. A window shortened in silence shows as a silence at that end, which is then asked
 * for alone, in pieces no longer than what this very reading shows to be answered. Nothing is asked
 * about slices of a day, nor where the manifest knows that longer windows are answered or refused.
 */
export async function partsIfShortened(
  reader: SliceReader,
  { owned, reading, signal }: { owned: Window; reading: SliceReading; signal: AbortSignal },
): Promise<OversizedSlice | null> {
  const known = new Set(reading.rejected.map(({ raw }) => raw));
  for (const { window, answeredMs } of silencesOf(reader.stream.window, owned, reading)) {
    const pieces = piecesOf(reader, window, Math.max(answeredMs, leastAnswerMs));
    // To ask for the same window again would tell nothing new.
    if (answeredMs === 0 && pieces.length === 1) continue;
    for (const piece of pieces) {
      const alone = await readSlice(reader, { owned: piece, last: null, signal });
      const isSilent =
        'rows' in alone &&
        alone.rows.length === 0 &&
        alone.rejected.every(({ raw }) => known.has(raw));
      if (!isSilent) return { parts: partsOf(reader, owned, Math.max(answeredMs, leastPartMs)) };
    }
  }
  return null;
}

function silencesOf(
  { overSpan }: CallStream['window'],
  owned: Window,
  { rows }: SliceReading,
): Silence[] {
  if (owned.to - owned.from <= dayMs) return [];
  let first = owned.to;
  let last = owned.from;
  for (const { call } of rows) {
    const startedAt = toEpochMs(call.startedAt);
    first = Math.min(first, startedAt);
    last = Math.max(last, startedAt + 1);
  }
  const head = { window: { from: owned.from, to: first }, answeredMs: owned.to - first };
  const tail = { window: { from: last, to: owned.to }, answeredMs: last - owned.from };
  const doubtful = {
    answered: [],
    error: [],
    'clamp-start': [head],
    'clamp-end': [tail],
    unknown: rows.length === 0 ? [head] : [head, tail],
  }[overSpan];
  return doubtful.filter(({ window }) => window.to - window.from > hourMs);
}

function piecesOf(reader: SliceReader, window: Window, longestMs: number): Window[] {
  return splitSlice(reader, window, Math.ceil((window.to - window.from) / longestMs));
}

/** One more than would do, since cuts are rounded. */
function partsOf(reader: SliceReader, owned: Window, longestMs: number): Window[] {
  return splitSlice(reader, owned, Math.ceil((owned.to - owned.from) / longestMs) + 1);
}
