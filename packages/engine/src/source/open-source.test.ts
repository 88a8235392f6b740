import { CdrError, type ConnectContext, type Provider, type SourceSettings } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mapArtificialRow } from '../__fixtures__/artificial-rows.ts';
import { listStream, pagedStream } from '../__fixtures__/artificial-stream.ts';
import { sourceConfigSchema } from '../config/config-schema.ts';
import { openSource } from './open-source.ts';
import type { Runtime, Source } from './source.ts';

const runtime: Runtime = {
  fetch: () => Promise.reject(new Error('no network here')),
  clock: {
    now: () => 0,
    elapsedMs: () => 0,
    sleep: () => Promise.resolve(),
    after: () => () => {},
  },
  random: () => 0,
};

interface Seen {
  contexts: ConnectContext<unknown>[];
  settings: SourceSettings[];
}

function createProvider(seen: Seen): Provider {
  return {
    spec: 1,
    manifest: {
      id: 'artificial',
      name: 'Artificial',
      docs: [],
      timeZone: 'Europe/Warsaw',
      country: 'PL',
      hosts: [],
      streams: [
        pagedStream,
        { ...listStream, id: 'extra', limits: { ...listStream.limits, concurrency: 1 } },
      ],
      recordings: null,
      identityEpoch: 0,
      mapperVersion: 0,
    },
    options: z.strictObject({
      baseUrl: z.string().default('https://vendor.test'),
      token: z.string().meta({ secret: true }),
    }),
    createMapper(_options, settings) {
      seen.settings.push(settings);
      return mapArtificialRow;
    },
    connect(context) {
      seen.contexts.push(context);
      return { check: () => Promise.resolve('Artificial answered'), async *read() {} };
    },
  };
}

function open(config: Record<string, unknown> = {}): { source: Source; seen: Seen } {
  const seen: Seen = { contexts: [], settings: [] };
  const source = openSource({
    name: 'demo',
    config: sourceConfigSchema.parse({
      provider: 'artificial',
      options: { token: 't0k3n' },
      ...config,
    }),
    provider: createProvider(seen),
    runtime,
  });
  return { source, seen };
}

function problem(config: Record<string, unknown>): string {
  try {
    open(config);
    return '';
  } catch (error) {
    expect(CdrError.isInstance(error) && error.code).toBe('config');
    return error instanceof Error ? error.message : '';
  }
}

describe('openSource', () => {
  it('takes from the manifest what config leaves open', () => {
    const { source } = open();
    expect(source).toMatchObject({
      name: 'demo',
      settings: { source: 'demo', timeZone: 'Europe/Warsaw', country: 'PL', extensions: null },
      since: null,
    });
    expect(source.lookback).toBeUndefined();
    expect(source.streams.map(({ id }) => id)).toEqual(['calls', 'extra']);
  });

  it('takes from config what is said there', () => {
    const { source } = open({
      timeZone: 'Asia/Kolkata',
      country: 'IN',
      extensions: '^\\d{4}$',
      since: '2025-05-01',
      lookback: 'P2D',
    });
    expect(source.settings).toEqual({
      source: 'demo',
      timeZone: 'Asia/Kolkata',
      country: 'IN',
      extensions: '^\\d{4}$',
    });
    expect(source.since).toBe(Date.parse('2025-04-30T18:30:00Z'));
    expect(source.lookback).toBe('P2D');
  });

  it('connects with checked options, their defaults filled in, and the attempt’s deadline', () => {
    const { source, seen } = open({ attemptTimeout: 'PT5S' });
    const events: unknown[] = [];
    source.connect((event) => events.push(event));
    const [context] = seen.contexts;
    expect(context).toMatchObject({
      options: { baseUrl: 'https://vendor.test', token: 't0k3n' },
      settings: { source: 'demo' },
      attemptTimeoutMs: 5_000,
    });
    context?.onEvent({ type: 'request' });
    expect(events).toEqual([{ type: 'request' }]);
  });

  it('asks the vendor for nothing', () => {
    expect(open().seen.contexts).toEqual([]);
  });

  it.each([
    [{}, [2, 1]],
    [{ concurrency: 9 }, [2, 1]],
    [{ concurrency: 1 }, [1, 1]],
  ])('reads no more slices at once than a stream takes, with %j', (config, expected) => {
    const { source } = open(config);
    expect(source.streams.map((stream) => source.concurrencyOf(stream))).toEqual(expected);
  });

  it('keeps the manifest’s order of streams', () => {
    const { source } = open({ streams: ['extra', 'calls'] });
    expect(source.streams.map(({ id }) => id)).toEqual(['calls', 'extra']);
  });

  it('names streams that the vendor doesn’t have, and those that it has', () => {
    expect(problem({ streams: ['calls', 'notes'] })).toBe(
      'Artificial has no stream "notes" (sources.demo.streams). It has calls, extra.',
    );
  });

  it('names wrong options and where they stand, without their values', () => {
    const message = problem({ options: { token: 17, tokn: 's3cret' } });
    expect(message).toMatch(/options of source "demo"/);
    expect(message).toMatch(/token/);
    expect(message).toMatch(/sources\.demo/);
    expect(message).not.toMatch(/s3cret/);
  });
});
