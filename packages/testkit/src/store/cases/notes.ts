import type { NoteQuery, NotesDueRule, Store } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { notesReading, sampleCallNotes, sampleNote } from '../sample-notes.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { contentOf, listDue, listNotes, listRejected } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const file = {
  id: 'f1',
  name: '../=scan "1".pdf',
  mimeType: 'application/pdf',
  sizeBytes: 17,
  description: null,
  uploadedAt: '2025-03-01T09:00:00.000Z',
};
/** Nothing is young: due is what was never read, and what says something else by now. */
const settled: NotesDueRule = {
  source: 'alpha',
  youngFrom: Number.POSITIVE_INFINITY,
  readUntil: minute(1000),
};

/** What commits do to notes. */
export function describeNotes(openStore: OpenStore): void {
  describe('notes', () => {
    it('gives them back as they were committed', () =>
      withStore(openStore, async ({ store }) => {
        const known = sampleNote('alpha:n1', {
          text: 'Zadzwonić\n"jutro"',
          createdAt: '2025-03-01T09:00:00.000Z',
          author: { id: 'u1', name: 'Jan' },
          pinned: true,
          edited: false,
          deleted: false,
          files: [file],
        });
        const unknown = sampleNote('alpha:n2');
        expect(
          await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, [known, unknown])])),
        ).toEqual({ inserted: 2, updated: 0, unchanged: 0, removed: 0 });
        const owner = { source: 'alpha', callId: 'alpha:1' };
        expect(await listNotes(store)).toEqual([
          { id: 'alpha:n1', ...owner, ...known.note },
          { id: 'alpha:n2', ...owner, ...unknown.note },
        ]);
        expect(await listNotes(store, { raw: true })).toMatchObject([
          { raw: { id: 'alpha:n1' } },
          { raw: { id: 'alpha:n2' } },
        ]);
      }));

    it('replaces the notes of a call as a whole, and those of no other', () =>
      withStore(openStore, async ({ store }) => {
        const [kept, changed, gone] = ['k', 'c', 'g'].map((id) => sampleNote(id, { text: id }));
        if (!kept || !changed || !gone) throw new Error('there are three');
        await store.commitNotes(
          notesReading([
            sampleCallNotes('alpha:1', 0, [kept, changed, gone]),
            sampleCallNotes('alpha:2', 1, [gone]),
          ]),
        );
        const after = [kept, sampleNote('c', { text: 'changed' }), sampleNote('n')];
        expect(
          await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, after)])),
        ).toEqual({ inserted: 1, updated: 1, unchanged: 1, removed: 1 });
        expect((await listNotes(store)).map((own) => [own.callId, own.id, own.text])).toEqual([
          ['alpha:1', 'c', 'changed'],
          ['alpha:1', 'k', 'k'],
          ['alpha:1', 'n', null],
          ['alpha:2', 'g', 'g'],
        ]);
        expect(await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, [])]))).toEqual({
          inserted: 0,
          updated: 0,
          unchanged: 0,
          removed: 3,
        });
        expect(await listNotes(store)).toHaveLength(1);
      }));

    it('takes a note to the new start of its call', () =>
      withStore(openStore, async ({ store }) => {
        const note = sampleNote('n');
        await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, [note])]));
        expect(
          await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 5, [note])])),
        ).toMatchObject({ updated: 1, unchanged: 0 });
        expect(await listNotes(store, { filter: { from: minute(5) } })).toHaveLength(1);
        expect(await listNotes(store, { filter: { to: minute(5) } })).toEqual([]);
      }));

    it('adds to what is stored where a reading has no proof', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [callWith('alpha:1', 0, 2)]));
        await store.commitNotes(
          notesReading([sampleCallNotes('alpha:1', 0, [sampleNote('a', { text: 'new' })])]),
        );
        const replayed = [sampleNote('a', { text: 'old' }), sampleNote('b')];
        expect(
          await store.commitNotes(
            notesReading([sampleCallNotes('alpha:1', 0, replayed)], { readAt: null }),
          ),
        ).toEqual({ inserted: 1, updated: 0, unchanged: 1, removed: 0 });
        expect((await listNotes(store)).map(({ text }) => text)).toEqual(['new', null]);
        expect(await dueIds(store, settled)).toEqual(['alpha:1']);
      }));

    it('tells whose notes are due', () =>
      withStore(openStore, async ({ store }) => {
        const rows = [
          callWith('alpha:unread', 3, 1),
          callWith('alpha:read', 1, 2),
          callWith('alpha:none', 2, 0),
          callWith('alpha:unknown', 2, null),
          callWith('alpha:more', 4, 2),
          callWith('alpha:emptied', 5, 1),
          callWith('alpha:moved', 6, 1),
        ];
        await store.commit(sampleReading([0, 60], rows));
        await store.commit(sampleReading([0, 60], [callWith('beta:1', 0, 1)], { source: 'beta' }));
        const notes = [sampleNote('a'), sampleNote('b')];
        await store.commitNotes(
          notesReading([
            sampleCallNotes('alpha:read', 1, notes),
            sampleCallNotes('alpha:more', 4, notes),
            sampleCallNotes('alpha:emptied', 5, notes, { noteCount: 1 }),
            sampleCallNotes('alpha:moved', 6, notes, { noteCount: 1 }),
          ]),
        );
        expect(await dueIds(store, settled)).toEqual(['alpha:unread']);
        await store.commit(
          sampleReading(
            [0, 60],
            [
              callWith('alpha:more', 4, 3),
              callWith('alpha:emptied', 5, 0),
              callWith('alpha:moved', 50, 1),
            ],
          ),
        );
        const due = ['alpha:unread', 'alpha:more', 'alpha:emptied', 'alpha:moved'];
        expect(await dueIds(store, settled)).toEqual(due);
        expect(await listDue(store, settled)).toContainEqual({
          callId: 'alpha:more',
          vendorId: 'alpha:more of the vendor',
          startedAt: minute(4),
          noteCount: 3,
        });
        expect(await dueIds(store, { ...settled, from: minute(4), to: minute(5) })).toEqual([
          'alpha:more',
        ]);
        const young = { ...settled, youngFrom: minute(1) };
        expect(await dueIds(store, young)).toEqual(['alpha:read', ...due]);
        expect(await dueIds(store, { ...young, youngFrom: minute(2) })).toEqual(due);
        expect(await dueIds(store, { ...young, readUntil: minute(999) })).toEqual(due);
        expect(await store.notesCoverage('alpha')).toEqual({
          calls: 5,
          read: 1,
          notes: 8,
          open: { from: minute(3), to: minute(50) + 1 },
        });
        expect(await store.notesCoverage('alpha', { to: minute(3) })).toEqual({
          calls: 1,
          read: 1,
          notes: 2,
          open: null,
        });
        const none = { calls: 0, read: 0, notes: 0, open: null };
        expect(await store.notesCoverage('gamma')).toEqual(none);
      }));

    it('asks again about notes that were read on another basis, where there are some', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(
          sampleReading([0, 10], [callWith('alpha:1', 0, 1), callWith('alpha:2', 1, 0)]),
        );
        const read = [
          sampleCallNotes('alpha:1', 0, [sampleNote('n')]),
          sampleCallNotes('alpha:2', 1, []),
        ];
        await store.commitNotes(notesReading(read, { basis: 'a' }));
        expect(await dueIds(store, settled)).toEqual([]);
        expect(await dueIds(store, { ...settled, basis: 'a' })).toEqual([]);
        expect(await dueIds(store, { ...settled, basis: 'b' })).toEqual(['alpha:1']);
        const known = { calls: 1, notes: 1 };
        expect(await store.notesCoverage('alpha', { basis: 'a' })).toEqual({
          ...{ ...known, read: 1, open: null },
        });
        expect(await store.notesCoverage('alpha', { basis: 'b' })).toEqual({
          ...{ ...known, read: 0, open: { from: minute(0), to: minute(0) + 1 } },
        });
        await store.commitNotes(notesReading(read, { basis: 'b' }));
        expect(await dueIds(store, { ...settled, basis: 'b' })).toEqual([]);
      }));

    it('asks about no call that the vendor has no id for', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(
          sampleReading([0, 10], [sampleRow('alpha:1', 0, { noteCount: 1, vendorId: null })]),
        );
        expect(await dueIds(store, settled)).toEqual([]);
      }));

    it('brings no call twice while notes are committed', () =>
      withStore(openStore, async ({ store }) => {
        const many = Array.from({ length: 4100 }, (_, at) => callWith(`alpha:${at}`, at % 10, 1));
        await store.commit(sampleReading([0, 10], many));
        const young = { ...settled, youngFrom: minute(0) };
        const met: string[] = [];
        for await (const batch of store.notesDue(young)) {
          met.push(...batch.map(({ callId }) => callId));
          const calls = batch.map(({ callId, startedAt }) => ({
            ...sampleCallNotes(callId, 0, [sampleNote('n')]),
            startedAt,
          }));
          await store.commitNotes(notesReading(calls));
        }
        expect(met).toHaveLength(4100);
        expect(new Set(met).size).toBe(4100);
        expect(await store.countNotesDue(settled)).toBe(0);
      }));

    it('keeps rejected rows until their call is read again, however many start at once', () =>
      withStore(openStore, async ({ store }) => {
        const rejected = [{ raw: '{"text":1}', reason: 'text: expected string' }];
        await store.commitNotes(
          notesReading([
            sampleCallNotes('alpha:1', 0, [], { rejected: [...rejected, ...rejected] }),
            sampleCallNotes('alpha:2', 0, [], { rejected }),
          ]),
        );
        expect(await listRejected(store)).toHaveLength(2);
        await store.commit(sampleReading([0, 10], []));
        await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, [])]));
        expect(await listRejected(store)).toMatchObject([
          {
            ...rejected[0],
            callId: 'alpha:2',
            windows: [{ from: minute(0), to: minute(0) + 1 }],
            occurrences: 1,
          },
        ]);
      }));

    it('refuses a reading that breaks its rules, and leaves no trace of it', () =>
      withStore(openStore, async ({ store }) => {
        await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, [sampleNote('a')])]));
        const before = await contentOf(store);
        const [a, b] = [sampleNote('a'), sampleNote('b')];
        for (const calls of [
          [sampleCallNotes('alpha:2', 0, [a, b]), sampleCallNotes('alpha:2', 0, [])],
          [sampleCallNotes('alpha:2', 0, [a, b, a])],
          [sampleCallNotes('alpha:2', 0, [{ ...a, hash: -1 }])],
        ]) {
          await expect(store.commitNotes(notesReading(calls))).rejects.toMatchObject({
            code: 'store',
          });
          expect(await contentOf(store)).toEqual(before);
        }
      }));

    it('lists them by call and time, and those that are asked for', () =>
      withStore(openStore, async ({ store }) => {
        const at = (time: string) => ({ createdAt: `2025-03-01T${time}:00.000Z` });
        await store.commitNotes(
          notesReading([
            sampleCallNotes('alpha:2', 0, [
              sampleNote('nobody knows'),
              sampleNote('z', at('09:00')),
              sampleNote('b', at('10:00')),
              sampleNote('a', at('10:00')),
            ]),
            sampleCallNotes('alpha:1', 5, [sampleNote('1', at('08:00'))]),
          ]),
        );
        await store.commitNotes(
          notesReading([sampleCallNotes('beta:1', 0, [sampleNote('β')])], { source: 'beta' }),
        );
        const idsOf = async (filter: NoteQuery['filter']) =>
          (await listNotes(store, { filter: filter ?? {} })).map(({ id }) => id);
        expect(await idsOf({})).toEqual(['z', 'a', 'b', 'nobody knows', 'β', '1']);
        expect(await idsOf({ source: ['beta'] })).toEqual(['β']);
        expect(await idsOf({ callId: ['alpha:1', 'alpha:0'] })).toEqual(['1']);
        expect(await idsOf({ from: minute(1), to: minute(6) })).toEqual(['1']);
        expect(await idsOf({ callId: [] })).toEqual([]);
      }));

    it('keeps tens of thousands of them, and lists each once', () =>
      withStore(openStore, async ({ store }) => {
        const rows = Array.from({ length: 9000 }, (_, at) => sampleNote(`n${at}`));
        await store.commitNotes(notesReading([sampleCallNotes('alpha:1', 0, rows)]));
        const ids = (await listNotes(store)).map(({ id }) => id);
        expect(ids).toHaveLength(9000);
        expect(new Set(ids).size).toBe(9000);
      }));

    it('forgets old raw rows, and leaves the notes', () =>
      withStore(openStore, async ({ store }) => {
        await store.commitNotes(
          notesReading([
            sampleCallNotes('alpha:1', 0, [sampleNote('old')]),
            sampleCallNotes('alpha:2', 5, [sampleNote('young')]),
          ]),
        );
        expect(await store.deleteRawBefore(minute(5), 'alpha')).toBe(1);
        const [old, young] = await listNotes(store, { raw: true });
        expect(old).not.toHaveProperty('raw');
        expect(young).toHaveProperty('raw');
      }));
  });
}

function callWith(id: string, atMinute: number, noteCount: number | null) {
  return sampleRow(id, atMinute, { noteCount, vendorId: `${id} of the vendor` });
}

async function dueIds(store: Store, rule: NotesDueRule): Promise<string[]> {
  const ids = (await listDue(store, rule)).map(({ callId }) => callId);
  expect(await store.countNotesDue(rule)).toBe(ids.length);
  return ids;
}
