import {
  type ConnectContext,
  type NotesRequest,
  type Provider,
  type StatisticsRequest,
  type Stream,
  TransportError,
} from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mapArtificialRow } from '../__fixtures__/artificial-rows.ts';
import { pagedStream } from '../__fixtures__/artificial-stream.ts';
import { sourceConfigSchema } from '../config/config-schema.ts';
import { checkSource } from './check-source.ts';
import { openSource } from './open-source.ts';

const now = Date.parse('2025-05-14T09:30:00Z');
const clock = {
  now: () => now,
  elapsedMs: () => 0,
  sleep: () => Promise.resolve(),
  after: () => () => {},
};
const limits = { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null };
const statistics: Stream = {
  id: 'statistics-hour',
  default: true,
  kind: 'statistics',
  interval: 'hour',
  window: { calendarUnit: 'day', retention: null },
  time: { request: 'utc' },
  finality: { settle: 'PT1H', revisit: 'PT1H' },
  limits,
  values: [],
};
const notes: Stream = {
  id: 'notes',
  default: true,
  kind: 'notes',
  finality: { revisit: 'PT0S' },
  limits,
};

/** A vendor of which is noted what it is asked for; `rows` are those of its first page. */
function setUp(streams: Stream[], rows: unknown[] = []) {
  const contexts: ConnectContext<unknown>[] = [];
  const asked: { statistics: StatisticsRequest[]; notes: NotesRequest[] } = {
    statistics: [],
    notes: [],
  };
  const provider: Provider = {
    spec: 1,
    manifest: {
      id: 'artificial',
      name: 'Artificial',
      docs: [],
      timeZone: 'UTC',
      country: null,
      hosts: [],
      streams,
      recordings: null,
      identityEpoch: 0,
      mapperVersion: 0,
    },
    options: z.strictObject({}),
    createMapper: () => (row, text) => {
      const mapped = mapArtificialRow(row, text);
      const noteCount = text.includes('noted') ? 1 : 0;
      return mapped.ok ? { ...mapped, call: { ...mapped.call, noteCount } } : mapped;
    },
    connect(context) {
      contexts.push(context);
      return {
        check: () => Promise.resolve('Artificial answered'),
        async *read() {
          yield { rows, texts: rows.map((row) => JSON.stringify(row)), total: rows.length };
        },
        readStatistics(request) {
          asked.statistics.push(request);
          return Promise.resolve({ rows: [], texts: [] });
        },
        readNotes(request) {
          asked.notes.push(request);
          return Promise.reject(new TransportError({ what: 'Nobody there' }));
        },
      };
    },
  };
  const config = sourceConfigSchema.parse({ provider: 'artificial', options: {} });
  const fetch = () => Promise.reject(new Error('no network here'));
  const runtime = { fetch, clock, random: () => 0 };
  const source = openSource({ name: 'demo', config, provider, runtime });
  const check = () => checkSource(source, new AbortController().signal);
  return { source, contexts, asked, check };
}

describe('checkSource', () => {
  it('passes on what the provider says', async () => {
    expect(await setUp([pagedStream]).check()).toBe('Artificial answered');
  });

  it('has little patience: somebody waits for the answer', async () => {
    const { source, contexts, check } = setUp([pagedStream]);
    await check();
    expect(contexts.map(({ retryLimit }) => retryLimit)).toEqual([1]);
    source.connect(() => {});
    expect(contexts[1]).not.toHaveProperty('retryLimit');
  });

  it('asks for statistics of the interval that runs', async () => {
    const { asked, check } = setUp([statistics]);
    expect(await check()).toBe('Artificial answered; statistics-hour answers');
    expect(asked.statistics).toMatchObject([
      {
        stream: 'statistics-hour',
        owned: { from: Date.parse('2025-05-14T09:00Z'), to: Date.parse('2025-05-14T10:00Z') },
      },
    ]);
  });

  it('asks for the notes of a recent call that has some, and fails when they don’t come', async () => {
    const rows = [
      { key: 'a', at: '2025-05-14T08:00:00.000Z' },
      { key: 'b', at: '2025-05-14T07:00:00.000Z', note: 'noted' },
    ];
    const { asked, check } = setUp([pagedStream, notes], rows);
    await expect(check()).rejects.toThrow('Nobody there');
    expect(asked.notes).toMatchObject([{ stream: 'notes', call: { id: 'demo:b', vendorId: 'b' } }]);
  });

  it('says when no recent call has notes to ask for', async () => {
    const { check } = setUp([pagedStream, notes], [{ key: 'a', at: '2025-05-14T08:00:00.000Z' }]);
    expect(await check()).toBe('Artificial answered; notes not tried: no recent call has any');
  });
});
