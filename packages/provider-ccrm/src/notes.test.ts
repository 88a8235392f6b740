import { readFileSync } from 'node:fs';
import {
  type Call,
  type Note,
  type NoteFields,
  type NoteQuery,
  type NoteSource,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import { answerJson, createArraySource } from '@cdr/provider-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import { connect, connectionOptions, settings } from './__fixtures__/connect.ts';
import ccrm from './index.ts';
import { readNotes } from './read-notes.ts';
import { type CcrmApiOptions, createVendorApi } from './vendor-api.ts';

const uuid = 'e4baaa94-095a-41b3-b638-203dcfcfd3fe';
const call = callAt('2022-12-29T10:24:57Z', { vendorId: uuid, direction: 'inbound', noteCount: 1 });
const { signal } = new AbortController();

function mapNote(row: unknown, options = connectionOptions) {
  const mapped = ccrm.createNoteMapper?.(options, settings)(row, JSON.stringify(row));
  if (mapped === undefined) throw new Error('no mapper of notes');
  return mapped;
}

function noteOf(row: Record<string, unknown>): NoteFields {
  const mapped = mapNote({ uuid: 'n1', ...row });
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped.note;
}

function sourceOf(notes: readonly Note[]): NoteSource {
  return {
    async *readNotes({ filter = {} }: NoteQuery = {}) {
      yield notes.filter(({ callId }) => filter.callId?.includes(callId) ?? true);
    },
  };
}

function noteAt(createdAt: string, known: Partial<Note> = {}): Note {
  return {
    id: 'truth:n1',
    source: 'truth',
    callId: call.id,
    text: 'Oddzwonić',
    createdAt,
    author: { id: 'u1', name: 'Jan Kowalski' },
    pinned: false,
    edited: false,
    deleted: false,
    files: [],
    ...known,
  };
}

function serve(
  notes: readonly Note[],
  options: Partial<CcrmApiOptions> = {},
  calls: Call[] = [call],
) {
  const now = () => Date.UTC(2025, 0, 1);
  return createVendorApi(createArraySource(calls), { now, notes: sourceOf(notes), ...options });
}

async function readBack(api: ReturnType<typeof serve>, vendorId = uuid) {
  const { connection, requests } = connect(api);
  const event = { id: call.id, vendorId, startedAt: toEpochMs(call.startedAt) };
  const list = await connection.readNotes?.({ stream: 'notes', call: event, signal });
  if (list === undefined) throw new Error('no notes');
  return { ...list, requests };
}

describe("the documents' sample", () => {
  it('maps field by field, with times in UTC', () => {
    const text = readFileSync(
      new URL('./__fixtures__/documented-notes.json', import.meta.url),
      'utf8',
    );
    const { rows } = readNotes(text, uuid);
    expect(rows).toHaveLength(1);
    expect(mapNote(rows[0])).toEqual({
      ok: true,
      key: '1fa7bda9-e853-43d6-9b3c-c194ad59cefd',
      note: {
        text: 'Notatka do tego połączenia',
        createdAt: '2022-12-29T12:13:35.000Z',
        author: { id: 'a26b956b-ce46-48f4-a1bd-b657136d4148', name: 'Jan Kowalski' },
        pinned: false,
        edited: true,
        deleted: false,
        files: [],
      },
    });
    const inWarsaw = mapNote(rows[0], { ...connectionOptions, notesTimeZone: 'Europe/Warsaw' });
    expect(inWarsaw.ok && inWarsaw.note.createdAt).toBe('2022-12-29T11:13:35.000Z');
  });
});

describe('the text', () => {
  const draft = (...lines: string[]) =>
    JSON.stringify({ blocks: lines.map((text) => ({ text, type: 'unstyled' })), entityMap: {} });

  it.each([
    ['of the editor, a line a block', draft('a', '', 'ż "b"'), 'a\n\nż "b"'],
    ['of the editor, not inside a text', JSON.parse(draft('a')), 'a'],
    ['of the editor, empty', draft(''), null],
    ['of the editor, without blocks', '{"blocks":[],"entityMap":{}}', null],
    ['plain', 'Oddzwonić', 'Oddzwonić'],
    ['that only looks like JSON', '{"blocks":[{"te', '{"blocks":[{"te'],
    ['that is other JSON', '{"a":1}', '{"a":1}'],
    ['that is a number', '123', '123'],
    ['absent', null, null],
  ])('%s', (_, text, expected) => {
    expect(noteOf({ text }).text).toBe(expected);
  });
});

describe('what is told of a note', () => {
  it.each([
    ['exist', false],
    ['EXISTS', false],
    ['deleted', true],
    ['notExist', true],
    ['', null],
    [null, null],
  ])('status %j: deleted is %j', (status, deleted) => {
    expect(noteOf({ status }).deleted).toBe(deleted);
  });

  it.each([
    [1, true],
    ['1', true],
    [3, true],
    [true, true],
    [0, false],
    ['0', false],
    [null, null],
  ])('pin and edit %j are %j', (mark, expected) => {
    expect(noteOf({ pin: mark, edit: mark })).toMatchObject({ pinned: expected, edited: expected });
  });

  const file = {
    uuid: 'f1',
    uploadedAt: '2022-12-29 12:00:00',
    fileSize: '12',
    fileName: 'umowa.pdf',
    mimeType: 'application/pdf',
    fileDescription: null,
  };
  const expected = {
    id: 'f1',
    name: 'umowa.pdf',
    mimeType: 'application/pdf',
    sizeBytes: 12,
    description: null,
    uploadedAt: '2022-12-29T12:00:00.000Z',
  };

  it.each([
    [{}, []],
    [[], []],
    [null, []],
    [[file], [expected]],
    [{ f1: file }, [expected]],
    [file, [expected]],
  ])('files %j', (files, told) => {
    expect(noteOf({ files }).files).toEqual(told);
  });

  it.each([
    [{}, 'uuid'],
    [{ uuid: '' }, 'uuid'],
    [{ uuid: 'n1', created: 'soon' }, 'created'],
    ['text', 'expected object'],
  ])('%j is rejected with its reason', (row, reason) => {
    const mapped = mapNote(row);
    expect(!mapped.ok && mapped.reason).toContain(reason);
  });
});

describe('a reading of notes', () => {
  it('asks for the notes of one event', async () => {
    const { rows, requests } = await readBack(serve([noteAt('2022-12-29T12:13:35.000Z')]));
    expect(rows).toHaveLength(1);
    expect(requests.map(({ url }) => url)).toEqual([
      `http://vendor.test/krakow/publicApi/notes?callHistory=${uuid}`,
    ]);
  });

  it.each([
    ['to another event', `[{"uuid":"n","call":{"uuid":"other"}}]`, 1],
    ['fewer than it tells of', '[]', 1],
  ])('takes no answer with notes %s', async (_what, data, totalCount) => {
    const body = `{"success":"true","data":${data},"otherData":{"totalCount":${totalCount}}}`;
    await expect(readBack(async () => answerJson(200, body))).rejects.toMatchObject({
      code: 'vendor-response',
    });
  });

  it.each([`{"uuid":"${uuid.toUpperCase()}"}`, 'null'])(
    'goes by the uuid alone, where the note tells one: %s',
    async (event) => {
      const body = `{"success":true,"data":[{"uuid":"n","call":${event}}],"otherData":{"totalCount":1}}`;
      expect((await readBack(async () => answerJson(200, body))).rows).toHaveLength(1);
    },
  );
});

describe('toNote after writeNote', () => {
  const second = fc.integer({
    min: Date.UTC(2022, 11, 29) / 1000,
    max: Date.UTC(2024, 0, 1) / 1000,
  });
  const instant = second.map((seconds) => toInstant(seconds * 1000));
  const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
  const flag = fc.option(fc.boolean(), { nil: null });
  const fields: fc.Arbitrary<NoteFields> = fc.record({
    text: fc.option(text, { nil: null }),
    createdAt: instant,
    author: fc.record({ id: fc.uuid(), name: fc.constantFrom('Jan Kowalski', 'Ewa', null) }),
    pinned: flag,
    edited: flag,
    deleted: flag,
    files: fc.array(
      fc.record({
        id: fc.uuid(),
        name: fc.option(text, { nil: null }),
        mimeType: fc.constantFrom('application/pdf', null),
        sizeBytes: fc.option(fc.nat(), { nil: null }),
        description: fc.option(text, { nil: null }),
        uploadedAt: fc.option(instant, { nil: null }),
      }),
      { maxLength: 2 },
    ),
  });

  it('is the note itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fields,
        fc.constantFrom('object', 'list'),
        fc.constantFrom('boolean', 'text'),
        async (note, emptyFiles, success) => {
          const options = { emptyFiles, success } as const;
          const { rows } = await readBack(serve([noteAt('', note)], options));
          expect(mapNote(rows[0])).toEqual({ ok: true, key: 'n1', note });
        },
      ),
    );
  });
});

describe('the served notes', () => {
  it('have the documented keys, and the times of another wall than the history', async () => {
    const { texts } = await readBack(
      serve([noteAt('2022-12-29T12:13:35.000Z', { text: 'a\n"b"' })]),
    );
    const row: unknown = JSON.parse(texts[0] ?? '');
    expect(row).toEqual({
      text: expect.any(String),
      created: '2022-12-29 12:13:35',
      uuid: 'n1',
      user: { firstName: 'Jan', lastName: 'Kowalski', uuid: 'u1' },
      status: 'exist',
      call: {
        uuid,
        callDate: '2022-12-29 10:24:57',
        callDirection: 'IN',
        service: 'CALL',
        externalNumber: { numberNotFormatted: null, numberFormatted: null },
      },
      organisation: null,
      person: null,
      pin: 0,
      files: {},
      edit: 0,
    });
  });

  it('come as typed when the editor is not used', async () => {
    const api = serve([noteAt('2022-12-29T12:13:35.000Z')], { noteText: 'plain' });
    expect((await readBack(api)).rows).toMatchObject([{ text: 'Oddzwonić' }]);
  });

  it('appear when they are written, and belong to one event', async () => {
    const api = serve([noteAt('2024-12-31T23:59:59.000Z'), noteAt('2025-01-01T00:00:01.000Z')]);
    expect((await readBack(api)).rows).toHaveLength(1);
    expect((await readBack(api, 'unheard-of')).rows).toEqual([]);
  });

  it('are refused without an event', async () => {
    const headers = { authorization: 'Bearer api_key' };
    const response = await serve([])(new Request('http://v.test/publicApi/notes', { headers }));
    expect(response.status).toBe(400);
  });
});
