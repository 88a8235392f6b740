import { ConfigError, type Manifest, providerSpec, type Stream, streamsOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manifest } from './__fixtures__/acme-manifest.ts';
import { defineProvider } from './define-provider.ts';

function define(manifest: Manifest) {
  return defineProvider({
    manifest,
    options: z.strictObject({}),
    createMapper: () => () => ({ ok: false, reason: 'nothing to map' }),
    connect: () => ({ check: async () => 'reached', read: () => ReadableStream.from([]) }),
  });
}

const sums: Stream = {
  id: 'sums',
  default: false,
  kind: 'statistics',
  interval: 'day',
  window: { calendarUnit: 'month', retention: null },
  time: { request: 'utc' },
  finality: { settle: 'P1D', revisit: 'P1D' },
  limits: { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null },
  values: ['inboundCalls'],
};
const notes: Stream = {
  id: 'notes',
  default: false,
  kind: 'notes',
  finality: { revisit: 'P3D' },
  limits: { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: 5 },
};

describe('defineProvider', () => {
  it('adds the version of the contract', () => {
    expect(define(manifest)).toMatchObject({ spec: providerSpec, manifest });
  });

  it('refuses a manifest that breaks the contract, naming provider and place', () => {
    const [stream] = streamsOf(manifest, 'calls');
    const broken = { ...stream, window: { ...stream?.window, granularity: 'a minute' } };
    const streams = JSON.parse(JSON.stringify([broken]));
    expect(() => define({ ...manifest, streams })).toThrow(
      new ConfigError({
        what: 'The manifest of provider "acme" is not valid: streams.0.window.granularity: expected an ISO 8601 duration such as PT5M, P1D or P3M',
      }),
    );
  });

  it('refuses streams of one name and zones that nobody knows', () => {
    const { streams } = manifest;
    expect(() => define({ ...manifest, streams: [...streams, ...streams] })).toThrow(
      'provider "acme" is not valid: streams: ',
    );
    expect(() => define({ ...manifest, timeZone: 'Europe/Atlantis' })).toThrow(
      'provider "acme" is not valid: timeZone: ',
    );
  });

  it.each([
    [sums, 'Provider "acme" has no createStatisticsMapper, which its streams need'],
    [notes, 'Provider "acme" has no createNoteMapper, which its streams need'],
  ])('refuses a stream that nothing maps (%#)', (stream, message) => {
    expect(() => define({ ...manifest, streams: [...manifest.streams, stream] })).toThrow(message);
  });

  it('refuses sums within a unit that cuts them, naming the place', () => {
    const weeks: Stream = { ...sums, interval: 'week' };
    expect(() => define({ ...manifest, streams: [weeks, ...manifest.streams] })).toThrow(
      'streams.0.window.calendarUnit: expected a unit that holds whole intervals',
    );
  });

  it('refuses notes before their calls', () => {
    expect(() => define({ ...manifest, streams: [notes, ...manifest.streams] })).toThrow(
      'streams: expected notes behind a stream of calls that have ids',
    );
  });
});
