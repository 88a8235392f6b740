import { hash } from 'node:crypto';
import {
  type CallFields,
  type CallReading,
  type CallRow,
  createCallFields,
  type EpochMs,
  toEpochMs,
  toInstant,
} from '@cdr/core';

/** The first instant of the samples; minutes count from here. */
const sampleStart = toEpochMs('2025-03-01T08:00:00.000Z');

/** The instant that lies so many minutes behind 2025-03-01T08:00:00.000Z. */
export function minute(count: number): EpochMs {
  return sampleStart + count * 60_000;
}

/** A call as it is committed, with the fingerprint of its content. */
export function toCallRow(id: string, call: CallFields, raw: string | null = null): CallRow {
  const digest = hash('sha256', JSON.stringify([call, raw]));
  return { id, call, raw, hash: Number.parseInt(digest.slice(0, 13), 16) };
}

/** A call of which little is known, started at `minute`. */
export function sampleRow(id: string, atMinute: number, known: Partial<CallFields> = {}): CallRow {
  const call = createCallFields({
    startedAt: toInstant(minute(atMinute)),
    timePrecision: 'minute',
    timeZone: 'Europe/Warsaw',
    ...known,
  });
  return toCallRow(id, call, JSON.stringify({ id, atMinute }));
}

/** A proven reading of the minutes from `from` to `to`, of source `alpha` unless said otherwise. */
export function sampleReading(
  [from, to]: readonly [number, number],
  rows: readonly CallRow[],
  rest: Partial<CallReading> = {},
): CallReading {
  return {
    source: 'alpha',
    stream: 'calls',
    provider: 'sample',
    window: { from: minute(from), to: minute(to) },
    proof: { state: 'sealed', readAt: minute(1000), vendorRows: rows.length },
    rows,
    rejected: [],
    missing: 'keep',
    ...rest,
  };
}
