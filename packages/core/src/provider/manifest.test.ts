import { describe, expect, it } from 'vitest';
import { streamWith } from '../__fixtures__/streams.ts';
import { callStreamSchema } from './call-stream.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

const manifest: Manifest = {
  id: 'example',
  name: 'Example',
  docs: ['https://example.com/docs'],
  timeZone: 'Europe/Warsaw',
  country: 'PL',
  hosts: ['*.example.com'],
  streams: [streamWith()],
  recordings: null,
  identityEpoch: 0,
  mapperVersion: 0,
};

describe('manifestSchema', () => {
  it('accepts what says everything', () => {
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
  });

  it.each([
    ['no stream', { streams: [] }],
    ['a stream twice', { streams: [streamWith(), streamWith()] }],
    ['a zone that does not exist', { timeZone: 'Europe/Warszawa' }],
    ['a country by name', { country: 'Poland' }],
    ['a document without address', { docs: ['the manual'] }],
    ['a key that nobody knows', { extra: true }],
  ])('refuses %s', (_, change) => {
    expect(manifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
  });
});

describe('callStreamSchema', () => {
  it.each([
    ['steps of no length', streamWith({ window: { granularity: 'PT0S' } })],
    ['steps of a month', streamWith({ window: { granularity: 'P1M' } })],
    ['slices of no length', streamWith({ window: { span: 'PT0S' } })],
    ['a longest window of no length', streamWith({ window: { maxSpan: 'PT0S' } })],
    [
      'a longest window that the margin fills',
      streamWith({ window: { axis: 'end', margin: 'PT4H', maxSpan: 'PT8H' } }),
    ],
    ['a margin that is no duration', streamWith({ window: { margin: 'some', maxSpan: 'PT8H' } })],
    ['a settling time of months', streamWith({ finality: { settle: 'P1M' } })],
    ['a pace of years', streamWith({ limits: { minPollInterval: 'P1Y' } })],
    ['bounds by the end of calls without a margin', streamWith({ window: { axis: 'end' } })],
    ['bounds by an unknown time without a margin', streamWith({ window: { axis: 'unknown' } })],
  ])('refuses %s', (_, stream) => {
    expect(callStreamSchema.safeParse(stream).success).toBe(false);
  });

  it('accepts a lookback of months, and a margin where calls count by their end', () => {
    const stream = streamWith({
      window: { axis: 'end', margin: 'PT4H', retention: 'P3M' },
      finality: { revisit: 'P1M' },
    });
    expect(callStreamSchema.parse(stream)).toEqual(stream);
  });
});
