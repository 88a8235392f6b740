import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NotesRequest } from '@cdr/core';
import { createAcmeProvider } from '../acme/acme-provider.ts';
import {
  type Acme,
  inZone,
  there,
  withConnection,
  withFetch,
  withMapping,
  withNoteMapping,
  withNotes,
} from './alter-acme.ts';
import { leakingErrors } from './broken-manners.ts';
import { rememberAnswers } from './broken-memory.ts';

/** Acme providers that ask for notes, and read them, in a wrong way. */
export const brokenNotes: Record<string, () => Acme> = {
  'reads the first page of notes alone': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const text = await response.text();
      return new Response(text.replace(/"next":\d+/, '"next":null'), response);
    }),
  'takes the ids of calls for numbers': () =>
    withNotes(
      (read) =>
        ({ call, ...request }) =>
          read({ ...request, call: { ...call, vendorId: String(Number(call.vendorId)) } }),
    ),
  'mixes up calls that it asks about at once': () =>
    withNotes((read) => {
      let current: NotesRequest['call'];
      return async (request) => {
        current = request.call;
        await nextTurn();
        return read({ ...request, call: current });
      };
    }),
  'takes notes for stored that it has read': () => {
    const seen = new WeakMap<object, Set<string>>();
    return withNotes((read, { fetch }) => async (request) => {
      const known = seen.get(fetch) ?? new Set();
      const answer = known.has(request.call.id) ? { rows: [], texts: [] } : await read(request);
      seen.set(fetch, known.add(request.call.id));
      return answer;
    });
  },
  'remembers notes': rememberAnswers,
  'numbers notes by their place': () =>
    withNotes((read) => async (request) => {
      const { rows } = await read(request);
      const numbered = rows.map((row, index) => ({
        ...Object(row),
        id: `${request.call.vendorId}-${index}`,
      }));
      return { rows: numbered, texts: numbered.map((row) => JSON.stringify(row)) };
    }),
  'numbers notes as they come': () => {
    let count = 0;
    return withNoteMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      count += 1;
      return mapped.ok ? { ...mapped, key: `${mapped.key}-${count}` } : mapped;
    });
  },
  'claims notes of every call': () =>
    withMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (!mapped.ok) return mapped;
      return { ...mapped, call: { ...mapped.call, noteCount: mapped.call.noteCount || 1 } };
    }),
  'reads the times of notes as UTC': () => {
    const inUtc = inZone('UTC');
    return {
      ...createAcmeProvider(),
      createNoteMapper: (options, settings) => there(inUtc.createNoteMapper?.(options, settings)),
    };
  },
  'takes pinned notes for others': () =>
    withNoteMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (!mapped.ok) return mapped;
      return { ...mapped, note: { ...mapped.note, pinned: mapped.note.pinned === false } };
    }),
  'cuts names of authors off within a sign': () =>
    withNoteMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (!mapped.ok) return mapped;
      const { author } = mapped.note;
      const name = `${author.name} 😀`.slice(0, -1);
      return { ...mapped, note: { ...mapped.note, author: { ...author, name } } };
    }),
  'maps notes by what their texts do not tell': () => {
    const acme = withNotes((read) => async (request) => {
      const { rows, texts } = await read(request);
      return { rows: rows.map((row) => ({ ...Object(row), public: true })), texts };
    });
    return {
      ...acme,
      createNoteMapper(options, settings) {
        const mapper = there(acme.createNoteMapper?.(options, settings));
        return (row, text) =>
          Object(row).public === true ? mapper(row, text) : { ok: false, reason: 'public: false' };
      },
    };
  },
  'swallows errors as no notes': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      const isLost = !response.ok && request.url.includes('/notes');
      return isLost ? Response.json({ notes: [], next: null }) : response;
    }),
  'drops notes that it does not know': () =>
    withNotes((read) => async (request) => {
      const { rows, texts } = await read(request);
      const kept = [...rows.keys()].filter((at) => Object(rows[at]).text !== undefined);
      return { rows: kept.map((at) => rows[at]), texts: kept.map((at) => texts[at] ?? '') };
    }),
  'throws on bad notes': () =>
    withNoteMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (!mapped.ok) throw new TypeError(mapped.reason);
      return mapped;
    }),
  'asks for notes as fast as it can': () =>
    withConnection((connection, context) => {
      const clock = { ...context.clock, sleep: () => Promise.resolve() };
      const impatient = createAcmeProvider().connect({ ...context, clock });
      return { ...connection, readNotes: (request) => there(impatient.readNotes?.(request)) };
    }),
  'keeps its token with every note': () =>
    withNotes((read, { options }) => async (request) => {
      const { rows } = await read(request);
      const kept = rows.map((row) => ({ ...Object(row), token: options.token }));
      return { rows: kept, texts: kept.map((row) => JSON.stringify(row)) };
    }),
  'leaks its token into errors of notes': () =>
    withNotes(
      (read, { options }) =>
        (request) =>
          read(request).catch(leakingErrors(options)),
    ),
  'does not listen to its signal while it reads notes': () =>
    withNotes((read) => (request) => read({ ...request, signal: new AbortController().signal })),
};
