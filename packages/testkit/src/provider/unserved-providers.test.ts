import {
  type Call,
  createCallFields,
  type Page,
  type Provider,
  streamsOf,
  toEpochMs,
} from '@cdr/core';
import { defineProvider } from '@cdr/provider-kit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { acmeManifest } from '../__fixtures__/acme/acme-manifest.ts';
import { createProviderChecks } from './create-checks.ts';
import type { UnservedSubject } from './provider-subject.ts';

/** What lies on the shelves of the tests, by their names: calls, as lines. */
const shelves = new Map<string, string[]>();
let opened = 0;
const rowSchema = z.object({ id: z.string(), at: z.string(), ms: z.number().nullable() });
const shelfStreams = streamsOf(acmeManifest, 'calls').map((stream) => ({
  ...stream,
  window: {
    ...stream.window,
    granularity: 'PT0.001S',
    maxSpan: null,
    overSpan: 'unknown' as const,
    retention: null,
  },
  time: { request: 'utc', response: 'utc', precision: 'millisecond' } as const,
  paging: { ...stream.paging, kind: 'none' as const, maxPageSize: null },
  fields: ['vendorId' as const, 'durationMs' as const],
  dispositions: [],
}));

/** Reads a shelf; `change` is its mistake. */
function createShelfProvider(change: (page: Page) => Page = (page) => page): Provider {
  return defineProvider({
    manifest: { ...acmeManifest, timeZone: 'UTC', streams: shelfStreams, recordings: null },
    // Where the rows lie, not what they say.
    options: z.strictObject({ shelf: z.string().meta({ decides: [] }) }),
    createMapper:
      (_options, { timeZone }) =>
      (row) => {
        const parsed = rowSchema.safeParse(row);
        if (!parsed.success) return { ok: false, reason: 'no row' };
        const { id, at, ms } = parsed.data;
        const known = { vendorId: id, startedAt: at, timeZone, durationMs: ms } as const;
        return {
          ok: true,
          key: id,
          call: createCallFields({ ...known, timePrecision: 'millisecond' }),
        };
      },
    connect: ({ options: { shelf } }) => ({
      check: async () => `${shelves.get(shelf)?.length} calls`,
      async *read({ bounds, signal }) {
        signal.throwIfAborted();
        const found = (shelves.get(shelf) ?? [])
          .map((text) => ({ text, row: rowSchema.parse(JSON.parse(text)) }))
          .filter(({ row }) => {
            const at = toEpochMs(row.at);
            return at >= bounds.from.epochMs && at < bounds.to.epochMs;
          });
        yield change({
          rows: found.map(({ row }) => row),
          texts: found.map(({ text }) => text),
          total: found.length,
        });
      },
    }),
  });
}

function subjectOf(provider: Provider): UnservedSubject<object> {
  return {
    provider,
    readings: [{ name: 'nothing is unclear', vendorApiOptions: {} }],
    vendorWorld(calls, { now }) {
      opened += 1;
      const shelf = `shelf ${opened}`;
      return {
        options: { shelf },
        async catchUp() {
          const lines: string[] = [];
          for await (const batch of calls.read({ filter: { to: now() } })) {
            lines.push(...batch.map(lineOf));
          }
          shelves.set(shelf, lines);
        },
        async close() {
          shelves.delete(shelf);
        },
      };
    },
  };
}

function lineOf({ vendorId, startedAt, durationMs }: Call): string {
  return JSON.stringify({ id: vendorId, at: startedAt, ms: durationMs });
}

const sound = createProviderChecks(subjectOf(createShelfProvider()));

it.each(sound)('a provider without HTTP passes: $group, $name', async ({ run }) => {
  await run();
  expect(shelves.size).toBe(0);
});

it('is held to everything but requests and answers', () => {
  const groups = new Set(sound.map(({ group }) => group));
  expect(groups).not.toContain('faults');
  expect(groups).not.toContain('pages');
  for (const group of ['exactness', 'records', 'readings', 'time', 'changes', 'crashes']) {
    expect(groups).toContain(group);
  }
  expect(sound.some(({ name }) => name.includes('credentials'))).toBe(false);
});

it('is caught when it loses a record', async () => {
  const careless = createShelfProvider((page) => ({
    rows: page.rows.slice(1),
    texts: page.texts.slice(1),
    total: Math.max(0, page.rows.length - 1),
  }));
  const checks = createProviderChecks(subjectOf(careless));
  const check = checks.find(({ name }) => name === 'reads a range exactly');
  await expect(check?.run()).rejects.toThrow('is not stored');
  expect(shelves.size).toBe(0);
});

it('is caught when it sends a request after all', async () => {
  const provider = createShelfProvider();
  const calling: Provider = {
    ...provider,
    connect: (context) => ({
      ...provider.connect(context),
      check: async () => (await context.fetch(new Request('https://vendor.test/'))).statusText,
    }),
  };
  const checks = createProviderChecks(subjectOf(calling));
  const check = checks.find(({ name }) => name === 'says that it can be reached');
  await expect(check?.run()).rejects.toThrow('sends a request');
});

it('is caught when it reads on after the stop', async () => {
  const provider = createShelfProvider();
  const deaf: Provider = {
    ...provider,
    connect(context) {
      const connection = provider.connect(context);
      const { signal } = new AbortController();
      return { ...connection, read: (request) => connection.read({ ...request, signal }) };
    },
  };
  const checks = createProviderChecks(subjectOf(deaf));
  const check = checks.find(({ group, name }) => group === 'hygiene' && name.startsWith('stops'));
  await expect(check?.run()).rejects.toThrow('a reading goes on after the stop');
});
