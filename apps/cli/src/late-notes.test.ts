import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, createCallFields, type Note, type NoteSource, toInstant } from '@cdr/core';
import { createCallList, serveVendorApis } from '@cdr/emulator';
import { createVendorApi, describeVendorApi } from '@cdr/provider-ccrm/vendor-api';
import { openDuckDbStore } from '@cdr/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from './__fixtures__/fake-io.ts';
import { runCli } from './run-cli.ts';

const start = Date.UTC(2024, 5, 20, 9);
const hourMs = 3_600_000;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-late-notes-'));
});

afterEach(() => rm(dir, { recursive: true }));

function callWith(vendorId: string, noteCount: number): Call {
  return {
    id: `truth:${vendorId}`,
    source: 'truth',
    provider: 'ccrm',
    ...createCallFields({
      vendorId,
      startedAt: toInstant(start),
      timePrecision: 'second',
      timeZone: 'Europe/Warsaw',
      noteCount,
    }),
  };
}

function noteTo({ id: callId }: Call, id: string): Note {
  return {
    id: `truth:${id}`,
    source: 'truth',
    callId,
    text: id,
    createdAt: toInstant(start),
    author: { id: 'u1', name: 'Jan Kowalski' },
    pinned: false,
    edited: false,
    deleted: false,
    files: [],
  };
}

async function storedNotes(): Promise<string[]> {
  const store = await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => 0 });
  const texts: string[] = [];
  for await (const batch of store.readNotes()) texts.push(...batch.map(({ text }) => `${text}`));
  await store.close();
  return texts.sort();
}

test.each(['count', 'flag'] as const)(
  'notes that come late are found where the vendor’s "note" is a %s',
  async (note) => {
    const [noted, quiet] = [callWith('noted', 1), callWith('quiet', 0)];
    const calls = createCallList([noted, quiet]);
    const written = [noteTo(noted, 'first')];
    const notes: NoteSource = {
      async *readNotes({ filter = {} } = {}) {
        yield written.filter(({ callId }) => filter.callId?.includes(callId) ?? true);
      },
    };
    const clock = { now: start + hourMs };
    const host = await serveVendorApis(
      createVendorApi(calls, { now: () => clock.now, notes, note }),
    );
    const { options } = describeVendorApi(host.url);
    const krakow = { provider: 'ccrm', since: '2024-06-19', options };
    await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources: { krakow } }));

    async function sync() {
      const env = {
        CDR_NOW: toInstant(clock.now),
        NODE_OPTIONS: '--conditions=@cdr/source',
      };
      const { io, out } = createFakeIo({ cwd: dir, env });
      const code = await runCli(['sync', '--json'], io);
      return { code, rows: JSON.parse(out()).sources[0].streams[1].rows };
    }

    expect((await sync()).code).toBe(0);
    expect(await storedNotes()).toEqual(['first']);

    clock.now += 24 * hourMs;
    written.push(noteTo(noted, 'second'), noteTo(noted, 'third'), noteTo(quiet, 'fourth'));
    calls.replace(callWith('noted', 3));
    calls.replace(callWith('quiet', 1));
    expect(await sync()).toMatchObject({ code: 0, rows: { inserted: 3, unchanged: 1 } });
    expect(await storedNotes()).toEqual(['first', 'fourth', 'second', 'third']);
    expect(await sync()).toMatchObject({ code: 0, rows: { inserted: 0, updated: 0, removed: 0 } });
    await host.close();
  },
);
