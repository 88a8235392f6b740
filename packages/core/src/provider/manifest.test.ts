import { describe, expect, it } from 'vitest';
import { statisticsStreamWith, streamWith } from '../__fixtures__/streams.ts';
import { callStreamSchema } from './call-stream.ts';
import { type Manifest, manifestSchema } from './manifest.ts';
import type { NotesStream } from './notes-stream.ts';
import { statisticsStreamSchema } from './statistics-stream.ts';

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

const notes: NotesStream = {
  id: 'notes',
  default: true,
  kind: 'notes',
  finality: { revisit: 'P3D' },
  limits: { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: 5 },
};

/** What is wrong with a manifest of these streams: where, and what was expected. */
function faultOf(...streams: unknown[]): string {
  const { error } = manifestSchema.safeParse({ ...manifest, streams });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`).join();
}

describe('manifestSchema', () => {
  it('accepts what says everything', () => {
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
  });

  it('accepts streams of every kind together', () => {
    expect(faultOf(streamWith(), statisticsStreamWith(), notes)).toBe('');
    expect(faultOf(statisticsStreamWith())).toBe('');
  });

  it('refuses a kind of stream that nobody knows, and none', () => {
    expect(faultOf({ ...streamWith(), kind: 'faxes' })).toMatch(/^streams\.0\.kind: /);
    expect(faultOf({ ...streamWith(), kind: undefined })).toMatch(/^streams\.0\.kind: /);
  });

  it('refuses notes without the calls that they belong to, which come first and have ids', () => {
    const reason = 'streams: expected notes behind a stream of calls that have ids';
    expect(faultOf(notes)).toBe(reason);
    expect(faultOf(statisticsStreamWith(), notes)).toBe(reason);
    expect(faultOf(notes, streamWith())).toBe(reason);
    expect(faultOf({ ...streamWith(), identity: 'content' }, notes)).toBe(reason);
  });

  it('refuses two streams of calls', () => {
    expect(faultOf(streamWith(), { ...streamWith(), id: 'more' })).toBe(
      'streams: expected one stream of calls: what is told apart is a list of its pages',
    );
  });

  it('refuses streams none of which is read by default', () => {
    const optional = { ...statisticsStreamWith(), default: false };
    expect(faultOf(optional)).toBe('streams: expected a stream that is read by default');
  });

  it.each([
    ['a lookback that is none', { finality: { revisit: 'often' } }, 'finality.revisit'],
    ['no lookback', { finality: {} }, 'finality.revisit'],
    ['nobody who reads', { limits: { ...notes.limits, concurrency: 0 } }, 'limits.concurrency'],
    [
      'a pace that stands still',
      { limits: { ...notes.limits, requestsPerSecond: 0 } },
      'limits.requestsPerSecond',
    ],
    ['what calls have', { paging: streamWith().paging }, ''],
  ])('refuses notes with %s, and says where', (_, change, place) => {
    const where = ['streams', '1', ...(place === '' ? [] : [place])].join('.');
    expect(faultOf(streamWith(), { ...notes, ...change })).toMatch(new RegExp(`^${where}: .`));
  });

  it('refuses a longest window where every one is answered', () => {
    const { window } = streamWith();
    const answered = { ...window, overSpan: 'answered' };
    expect(faultOf({ ...streamWith(), window: { ...answered, maxSpan: null } })).toBe('');
    expect(faultOf({ ...streamWith(), window: { ...answered, maxSpan: 'P31D' } })).toBe(
      'streams.0.window.maxSpan: expected no longest window, since longer ones are answered',
    );
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

describe('statisticsStreamSchema', () => {
  const within = (calendarUnit: string) => ({ window: { calendarUnit, retention: null } });
  const whole = 'window.calendarUnit: expected a unit that holds whole intervals';

  it.each([
    ['weeks within a month', { interval: 'week', ...within('month') }, whole],
    ['weeks within a year', { interval: 'week', ...within('year') }, whole],
    ['months within a week', { interval: 'month', ...within('week') }, whole],
    ['months within a day', { interval: 'month', ...within('day') }, whole],
    [
      'hours whose bounds can not tell a repeated hour',
      { interval: 'hour', ...within('day'), time: { request: 'local' } },
      'time.request: expected bounds that can tell the two passes of a repeated hour apart',
    ],
    ['quarters', { interval: 'quarter' }, /^interval: /],
    ['a decade of names', within('decade'), /^window\.calendarUnit: /],
    ['a retention of nothing', { window: { calendarUnit: 'month', retention: 'PT0S' } }, /than/],
    ['values that nobody knows', { values: ['inboundJoy'] }, /^values\.0: /],
    [
      'a time to settle of months',
      { finality: { settle: 'P1M', revisit: 'PT0S' } },
      /^finality\.settle: expected a duration of fixed length/,
    ],
    ['a margin, as if bounds reached outward', { margin: 'PT1H' }, /margin/],
  ])('refuses %s, and says why', (_, change, reason) => {
    const { error } = statisticsStreamSchema.safeParse({ ...statisticsStreamWith(), ...change });
    const told = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
    if (typeof reason === 'string') expect(told).toEqual([reason]);
    else expect(told.join()).toMatch(reason);
  });

  it('accepts bounds on the wall for whole days', () => {
    const stream = statisticsStreamWith({ time: { request: 'local' } });
    expect(statisticsStreamSchema.parse(stream)).toEqual(stream);
  });
});
