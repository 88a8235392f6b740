import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NoteFields, noteSchema } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeIo, type FakeSurroundings } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;

const options = { baseUrl: 'http://127.0.0.1:9', token: 't0k3n' };
const sources = {
  krakow: { provider: 'ccrm', options },
  hanoi: { provider: 'ccrm', timeZone: 'Asia/Ho_Chi_Minh', options },
};
const plain: NoteFields = {
  text: null,
  createdAt: null,
  author: { id: null, name: null },
  pinned: null,
  edited: null,
  deleted: null,
  files: [],
};
const jan = { id: 'u1', name: 'Jan Żak' };
const notes: { source: string; call: string; startedAt: string; note: NoteFields }[] = [
  {
    source: 'krakow',
    call: '1',
    startedAt: '2024-03-01T08:00:00Z',
    note: {
      ...plain,
      text: 'A Complaint\nabout ŻUREK',
      createdAt: '2024-04-01T08:00:00.000Z',
      author: jan,
    },
  },
  {
    source: 'krakow',
    call: '2',
    startedAt: '2024-03-02T08:00:00Z',
    note: {
      ...plain,
      text: '=1+1',
      createdAt: '2024-03-02T09:30:00.000Z',
      author: { id: 'u2', name: 'Ewa' },
    },
  },
  {
    source: 'hanoi',
    call: '3',
    startedAt: '2024-03-01T20:00:00Z',
    note: {
      ...plain,
      deleted: true,
      files: [
        {
          id: 'f1',
          name: 'offer.pdf',
          mimeType: 'application/pdf',
          sizeBytes: 12,
          description: null,
          uploadedAt: null,
        },
      ],
    },
  },
];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-notes-'));
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
  const store = await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => 0 });
  for (const { source, call, startedAt, note } of notes) {
    const row = { id: `${source}:n${call}`, note, raw: JSON.stringify({ own: call }), hash: 1 };
    const own = { callId: `${source}:${call}`, startedAt: Date.parse(startedAt), noteCount: 1 };
    const calls = [{ ...own, rows: [row], rejected: [] }];
    await store.commitNotes({ source, stream: 'notes', provider: 'ccrm', readAt: 0, calls });
  }
  await store.close();
});

afterAll(() => rm(dir, { recursive: true }));

async function cdr(args: string[], surroundings: FakeSurroundings = {}) {
  const env = { NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env, ...surroundings });
  const code = await runCli(['notes', ...args], io);
  return { code, out: out(), err: err() };
}

/** The calls whose notes are told, in their order. */
async function callsOf(...args: string[]): Promise<string[]> {
  const { code, out } = await cdr(args);
  expect(code).toBe(0);
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => noteSchema.parse(JSON.parse(line)).callId);
}

describe('cdr notes', () => {
  test('tells notes as JSON lines, in the order of their calls', async () => {
    expect(await callsOf()).toEqual(['krakow:1', 'hanoi:3', 'krakow:2']);
    const [first = ''] = (await cdr([])).out.split('\n');
    expect(JSON.parse(first)).toEqual({
      id: 'krakow:n1',
      source: 'krakow',
      callId: 'krakow:1',
      ...notes[0]?.note,
    });
  });

  test.each([
    [['--source', 'hanoi'], ['hanoi:3']],
    [['--call', 'krakow:2'], ['krakow:2']],
    [
      ['--call', '2', '--call', '3'],
      ['hanoi:3', 'krakow:2'],
    ],
    [['--search', 'complaint'], ['krakow:1']],
    [['--search', 'żurek', '--search', 'A COMPL'], ['krakow:1']],
    [['--search', 'complaint', '--search', 'soup'], []],
    [
      ['--author', 'jan ŻAK', '--author', 'u2'],
      ['krakow:1', 'krakow:2'],
    ],
    [['--author', 'U2'], []],
    [['--from', '2024-03-01T08:00:01Z', '--to', '2024-03-02T08:00:00Z'], ['hanoi:3']],
    // The second of March begins earlier in Hanoi.
    [['--from', '2024-03-02', '--source', 'hanoi'], ['hanoi:3']],
    [['--from', '2024-03-02', '--time-zone', 'UTC'], ['krakow:2']],
    [
      ['--from', '2024-03-02'],
      ['krakow:2', 'hanoi:3'],
    ],
    [['--limit', '1'], ['krakow:1']],
    [['--limit', '0'], []],
  ])('%j tells %j', async (args, calls) => {
    expect(await callsOf(...args)).toEqual(calls);
  });

  test('tells the vendor’s row when it is asked for', async () => {
    const { out } = await cdr(['--raw', '--call', '1', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject([{ callId: 'krakow:1', raw: { own: '1' } }]);
    expect((await cdr([])).out).not.toContain('raw');
  });

  test('writes CSV that runs nothing, with local times', async () => {
    const { err } = await cdr(['--output', 'notes.csv']);
    expect(err).toBe('3 notes in notes.csv\n');
    const csv = await readFile(join(dir, 'notes.csv'), 'utf8');
    expect(csv).toBe(
      '\uFEFFid,source,call_id,created_at,created_at_local,author_id,author_name,text,pinned,edited,deleted,files\n' +
        'krakow:n1,krakow,krakow:1,2024-04-01T08:00:00.000Z,2024-04-01 10:00:00,u1,Jan Żak,"A Complaint\nabout ŻUREK",,,,\n' +
        'hanoi:n3,hanoi,hanoi:3,,,,,,,,true,offer.pdf\n' +
        "krakow:n2,krakow,krakow:2,2024-03-02T09:30:00.000Z,2024-03-02 10:30:00,u2,Ewa,'=1+1,,,,\n",
    );
  });

  test('is a table on a terminal, a note a line', async () => {
    const { out, err } = await cdr([], { terminal: 100 });
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^written +call +author +text$/),
      expect.stringMatching(/^─/),
      expect.stringMatching(/^2024-04-01 10:00 +krakow:1 +Jan Żak +A Complaint about ŻUREK$/),
      expect.stringMatching(/^ +hanoi:3 +\(deleted\) \[offer\.pdf\]$/),
      expect.stringMatching(/^2024-03-02 10:30 +krakow:2 +Ewa +=1\+1$/),
      '',
    ]);
    expect(err).toBe('3 notes\n');
  });

  test.each([
    [['--source', 'krakov'], /Did you mean "krakow"/],
    [['--format', 'table', '--raw'], /no room for --raw/],
    [['--output', 'notes.xls'], /no format for \.xls files/],
  ])('%j is wrong usage', async (args, message) => {
    expect(await cdr(args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  });
});
