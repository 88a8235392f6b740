import {
  type CallReading,
  type CallRow,
  createCallFields,
  type EpochMs,
  toEpochMs,
  toInstant,
} from '@cdr/core';

const start = toEpochMs('2025-03-01T00:00:00.000Z');

/** How many calls a slice holds, one a second. */
export const sliceRows = 250;

/** The window of the slice with that number. */
export function sliceWindow(slice: number): { from: EpochMs; to: EpochMs } {
  const from = start + slice * sliceRows * 1000;
  return { from, to: from + sliceRows * 1000 };
}

/** A proven reading of a slice. Every version of a slice changes all of its calls. */
export function sliceReading(slice: number, version: number): CallReading {
  const window = sliceWindow(slice);
  return {
    source: 'warsaw',
    stream: 'calls',
    provider: 'sample',
    window,
    proof: { state: 'sealed', readAt: start, vendorRows: sliceRows },
    rows: Array.from({ length: sliceRows }, (_, index) =>
      callRow(`warsaw:${slice}-${index}`, window.from + index * 1000, version),
    ),
    rejected: [{ raw: `slice ${slice} version ${version}`, reason: 'no date' }],
    missing: 'remove',
  };
}

/** A call with two agents, a tag and a raw row. */
export function callRow(id: string, startedAt: EpochMs, version: number): CallRow {
  const call = createCallFields({
    startedAt: toInstant(startedAt),
    timePrecision: 'second',
    timeZone: 'Europe/Warsaw',
    vendorId: id,
    talkMs: version,
    agents: [
      { id: 'anna', name: 'Anna Żak', login: 'anna', extension: null },
      { id: 'jan', name: null, login: 'jan', extension: '102' },
    ],
    tags: [{ id: null, name: 'a label that is longer than twelve bytes', color: null }],
    derived: ['talkMs'],
  });
  return { id, call, raw: JSON.stringify({ id, version }), hash: version };
}
