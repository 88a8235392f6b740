import { type Call, createCallFields, type Recording } from '@cdr/core';

/** A call of source `warsaw` that started on the last second of April on the clocks of Warsaw. */
export function recordedCall(id: string, recording: Partial<Recording> = {}): Call {
  return {
    id,
    source: 'warsaw',
    provider: 'artificial',
    ...createCallFields({
      startedAt: '2025-04-30T21:59:59.000Z',
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
      durationMs: 1000,
      recording: { ref: null, url: null, downloadUrl: null, ...recording },
    }),
  };
}
