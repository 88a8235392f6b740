import {
  type AuditEntry,
  type CallFields,
  type ErasureCounts,
  type NumberForm,
  type Store,
  unknownParty,
} from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { notesReading, sampleCallNotes, sampleNote } from '../sample-notes.ts';
import { sampleReading, sampleRow, toCallRow } from '../sample-readings.ts';
import { sampleStatistic, statisticReading } from '../sample-statistics.ts';
import { contentOf, listAll, listNotes, listRejected, listStatistics } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const forms: NumberForm[] = [
  { digits: '48221234567', callingCode: null },
  { digits: '0048221234567', callingCode: null },
  { digits: '221234567', callingCode: '48' },
];
const callingCodes = { alpha: '48' };
const audit: AuditEntry = {
  id: 'e1',
  at: '2025-03-05T10:00:00.000Z',
  action: 'person-erased',
  by: { via: 'command', keyId: null },
  times: 1,
  detail: {},
};
const request = { forms, callingCodes, audit };

const party = (number: string) => ({ ...unknownParty, number, type: 'person' as const });
const theirs: Partial<CallFields> = {
  from: { ...party('22 123 45 67'), e164: '+48221234567', name: 'Jan' },
  agents: [
    { id: '1', name: 'Anna', login: null, extension: '101' },
    { id: '2', name: 'Ewa', login: null, extension: '102' },
  ],
  tags: [{ id: '7', name: 'good', color: 'red' }],
  smsText: 'from Jan',
  noteCount: 2,
};
const rows = [
  sampleRow('alpha:1', 0, theirs),
  sampleRow('alpha:2', 1, { from: party('601000111'), noteCount: 1 }),
  toCallRow('alpha:3', sampleRow('', 2).call, '{"forwarded":"+48 22 123-45-67"}'),
];
const answer = { digest: 7, received: 3, outside: 0, duplicate: 0, vendorRows: 3 };
const reading = sampleReading([0, 10], rows, { answer, callingCode: '48' });
const rejecting = sampleReading([20, 30], [], {
  rejected: [
    { raw: '{"from":221234567}', reason: 'no date' },
    { raw: '{"from":601000111}', reason: 'no date' },
  ],
  callingCode: '48',
});
const notes = notesReading(
  [
    sampleCallNotes('alpha:1', 0, [sampleNote('n1', { text: 'Jan is nice' }), sampleNote('n2')]),
    sampleCallNotes('alpha:2', 1, [sampleNote('n3', { text: 'ask 0048 221234567' })]),
  ],
  { callingCode: '48' },
);
const sums = statisticReading(
  [0, 120],
  [
    sampleStatistic('s1', 0, { inboundCalls: 3 }),
    sampleStatistic(
      's2',
      60,
      { inboundCalls: 4 },
      { extension: { id: 'x2', number: '221234567' } },
    ),
  ],
  { callingCode: '48' },
);

const erased: ErasureCounts = { calls: 2, notes: 3, rawRows: 2, rejected: 1, statistics: 1 };
const nothing: ErasureCounts = { calls: 0, notes: 0, rawRows: 0, rejected: 0, statistics: 0 };

async function fill(store: Store): Promise<void> {
  await store.commit(reading);
  await store.commit(rejecting);
  await store.commitNotes(notes);
  await store.commitStatistics(sums);
}

async function textOf(store: Store): Promise<string> {
  return JSON.stringify([await contentOf(store), await store.audit({ limit: 99 })]);
}

/** How people are erased. */
export function describeErasure(openStore: OpenStore): void {
  describe('the erasure of a person', () => {
    it('masks all that is stored of them, and nothing of others', () =>
      withStore(openStore, async ({ store, reopen }) => {
        await fill(store);
        const before = await contentOf(store);
        expect(await store.countErasable(request)).toEqual(erased);
        expect(await contentOf(store)).toEqual(before);
        expect(await store.erase(request)).toEqual(erased);
        const text = await textOf(store);
        for (const gone of ['221234567', '123-45', '123 45', 'Jan']) {
          expect(text).not.toContain(gone);
        }
        const after = await contentOf(store);
        expect(after.coverage).toEqual(before.coverage);
        expect(after.calls[1]).toEqual(before.calls[1]);
        expect(after.calls[0]).toMatchObject({
          ...{ id: 'alpha:1', from: { ...unknownParty, type: 'person' }, noteCount: null },
          ...{ agents: theirs.agents, tags: theirs.tags, smsText: null },
        });
        expect(after.calls.map(({ raw }) => raw)).toEqual([
          undefined,
          before.calls[1]?.raw,
          undefined,
        ]);
        expect(after.notes.map(({ id, text: own }) => [id, own])).toEqual([['n3', null]]);
        expect(
          after.statistics.map(({ agent, values }) => [agent.id, values.inboundCalls]),
        ).toEqual([
          ['7', 3],
          [null, 4],
        ]);
        expect(after.rejected.map(({ raw }) => raw)).toContain('{"from":601000111}');
        expect(after.rejected).toHaveLength(2);
        expect(await store.audit({ limit: 9 })).toEqual([{ ...audit, detail: erased }]);
        expect(await store.countErasable(request)).toEqual(nothing);
        if (reopen === undefined) return;
        expect(await contentOf(await reopen())).toEqual(after);
      }));

    it('is not undone by reading again, and nothing is doubted, doubled or refilled', () =>
      withStore(openStore, async (subject) => {
        await fill(subject.store);
        await subject.store.erase(request);
        const before = await contentOf(subject.store);
        const store = (await subject.reopen?.()) ?? subject.store;
        const { proof, ...place } = reading;
        if (proof === null) throw new TypeError('the sample has a proof');
        expect(await store.confirm([{ ...place, proof, digest: answer.digest }])).toEqual([true]);
        expect(await store.commit(reading)).toEqual({
          committed: true,
          counts: { inserted: 0, updated: 0, unchanged: 3, removed: 0 },
        });
        expect(await store.lastAnswers(reading, reading.window)).toHaveLength(1);
        expect(await store.confirm([{ ...place, proof, digest: answer.digest }])).toEqual([true]);
        await store.commit(rejecting);
        await store.commitNotes(notes);
        expect(await store.commitStatistics(sums)).toMatchObject({ counts: { unchanged: 2 } });
        expect(await contentOf(store)).toEqual(before);
      }));

    it('holds for what is read of them later', () =>
      withStore(openStore, async ({ store }) => {
        await store.erase(request);
        await fill(store);
        const { calls, rejected } = await contentOf(store);
        expect(calls).toHaveLength(3);
        expect(rejected).toHaveLength(2);
        expect(await listNotes(store)).toMatchObject([{ id: 'n3', text: null }]);
        const text = await textOf(store);
        for (const gone of ['221234567', '123-45', '123 45', 'Jan']) {
          expect(text).not.toContain(gone);
        }
        const changed = rows.map((row) => ({ ...row, hash: row.hash + 1 }));
        await store.commit({ ...reading, rows: changed });
        expect(await listAll(store)).toEqual(calls.map(({ raw: _raw, ...call }) => call));
      }));

    it('does the same to what was read before as to what is read later', async () => {
      const contents: unknown[] = [];
      for (const isFirst of [true, false]) {
        await withStore(openStore, async ({ store }) => {
          if (isFirst) await store.erase(request);
          await fill(store);
          if (!isFirst) await store.erase(request);
          contents.push(await contentOf(store), await listRejected(store));
        });
      }
      const [calls, rejected, ...others] = contents;
      expect(others).toEqual([calls, rejected]);
    });

    it('holds in the countries of their number, and takes no other’s number for theirs', () =>
      withStore(openStore, async ({ store }) => {
        const other = { source: 'beta', callingCode: '34' };
        const national = sampleRow('beta:1', 0, { from: party('221234567') });
        const abroad = sampleRow('beta:2', 1, { to: party('+48 221234567') });
        await store.commit(sampleReading([0, 10], [national, abroad], other));
        await store.erase({ ...request, callingCodes: { ...callingCodes, beta: '34' } });
        const numbers = (await listAll(store)).map(({ from, to }) => [from.number, to.number]);
        expect(numbers).toEqual([
          ['221234567', null],
          [null, null],
        ]);
      }));

    it('of a short number touches those alone whose number it is', () =>
      withStore(openStore, async ({ store }) => {
        const short = [{ digits: '101', callingCode: null }];
        await store.commit(
          sampleReading(
            [0, 10],
            [
              sampleRow('alpha:1', 0, { from: party('101'), ticketId: '9' }),
              sampleRow('alpha:2', 1, { from: party('1015'), ticketId: '101' }),
            ],
          ),
        );
        const counts = await store.erase({ forms: short, callingCodes: {}, audit });
        expect(counts).toEqual({ ...nothing, calls: 1, rawRows: 1 });
        const told = (await listAll(store)).map(({ from, ticketId }) => [from.number, ticketId]);
        expect(told).toEqual([
          [null, null],
          ['1015', '101'],
        ]);
      }));

    it('knows several people', () =>
      withStore(openStore, async ({ store }) => {
        await fill(store);
        await store.erase(request);
        const second = [{ digits: '601000111', callingCode: '48' }];
        const counts = await store.erase({ ...request, forms: second });
        expect(counts).toMatchObject({ calls: 1, rejected: 1 });
        await fill(store);
        expect(await textOf(store)).not.toMatch(/221234567|601000111/);
        expect(store.erasedNumbers('48')?.isNumber('601 000 111')).toBe(true);
        expect(store.erasedNumbers('34')?.isNumber('601 000 111')).toBe(false);
        expect(store.erasedNumbers(null)?.isIn('say +48221234567!')).toBe(true);
      }));

    it('leaves a store without erased people as it is', () =>
      withStore(openStore, async ({ store }) => {
        await fill(store);
        expect(store.erasedNumbers('48')).toBeNull();
        expect(await listStatistics(store)).toHaveLength(2);
        expect(
          await store.countErasable({ ...request, forms: [{ digits: '999', callingCode: null }] }),
        ).toEqual(nothing);
      }));
  });
}
