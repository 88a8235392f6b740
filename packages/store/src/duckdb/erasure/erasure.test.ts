import {
  type AuditEntry,
  type CallFields,
  type CallReading,
  type CallRow,
  createCallFields,
  type NotesReading,
  type NumberForm,
  type StatisticReading,
  type Store,
  toInstant,
  unknownParty,
  unknownStatisticValues,
} from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTemporaryFolder } from '../../__fixtures__/temporary-folder.ts';
import { tables } from '../../schema/tables.ts';
import { openDuckDbStore } from '../open-duckdb-store.ts';
import { openInstance } from '../open-instance.ts';
import { queryRows } from '../query.ts';

const national = '221234567';
const forms: NumberForm[] = [
  { digits: `48${national}`, callingCode: null },
  { digits: `0048${national}`, callingCode: null },
  { digits: national, callingCode: '48' },
  { digits: `0${national}`, callingCode: '48' },
];
const audit: AuditEntry = {
  ...{ id: 'e', at: '2025-03-05T10:00:00.000Z', action: 'person-erased', times: 1, detail: {} },
  by: { via: 'command', keyId: null },
};
const start = Date.parse('2025-03-01T08:00:00.000Z');
const window = { from: start, to: start + 86_400_000 };
const proof = { state: 'sealed', readAt: window.to, vendorRows: null } as const;
const owner = { source: 'warsaw', provider: 'sample', callingCode: '48' };
const noText = { createdAt: null, pinned: null, edited: null, deleted: null, files: [] };

/** The number of the person, in all the ways in which it may be written. */
const spelling = fc.constantFrom(
  '+48221234567',
  '48221234567',
  '0048 22 1234567',
  '22 123 45 67',
  '(22) 123-45-67',
  '+48 (0) 22/123.45.67',
  '0221234567',
);
/** What others and other things are called. */
const word = fc.constantFrom('601000111', '+34 601 000 111', 'Anna', '2025-03-01', '101', 'n 12');
const text = fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: spelling });
const sentence = fc.array(text, { maxLength: 3 }).map((texts) => texts.join('; '));

const callArbitrary = fc
  .record({
    at: fc.nat(80_000_000),
    from: text,
    to: text,
    name: text,
    sms: sentence,
    group: sentence,
    agents: fc.array(text, { maxLength: 3 }),
    tags: fc.array(sentence, { maxLength: 2 }),
    raw: fc.option(sentence),
    notes: fc.array(sentence, { maxLength: 2 }),
  })
  .map(({ at, from, to, name, sms, group, agents, tags, raw, notes }) => ({
    raw: raw === null ? null : JSON.stringify({ raw }),
    notes,
    call: createCallFields({
      startedAt: toInstant(start + at),
      ...{ timePrecision: 'millisecond', timeZone: 'UTC' },
      from: { ...unknownParty, number: from, name },
      to: { ...unknownParty, number: to },
      agents: agents.map((own) => ({ id: own, name: own, login: null, extension: own })),
      tags: tags.map((own) => ({ id: null, name: own, color: null })),
      ...{ smsText: sms, group, transferredTo: name, noteCount: notes.length },
    }),
  }));

type Sample = { call: CallFields; raw: string | null; notes: string[] };

function readingOf(samples: readonly Sample[], rejected: readonly string[]): CallReading {
  const rows = samples.map(
    ({ call, raw }, index): CallRow => ({ id: `warsaw:${index}`, call, raw, hash: index + 1 }),
  );
  return {
    ...{ ...owner, stream: 'calls', window, proof, rows, missing: 'confirm' },
    rejected: [...new Set(rejected)].map((raw) => ({ raw, reason: 'no date' })),
  };
}

function notesOf(samples: readonly Sample[]): NotesReading {
  return {
    ...{ ...owner, stream: 'notes', readAt: window.to },
    calls: samples.map(({ call, notes }, index) => ({
      ...{ callId: `warsaw:${index}`, startedAt: Date.parse(call.startedAt), rejected: [] },
      noteCount: notes.length,
      rows: notes.map((own, place) => ({
        ...{ id: `n${place}`, raw: JSON.stringify({ own }), hash: place + 1 },
        note: { ...noText, text: own, author: { id: null, name: own } },
      })),
    })),
  };
}

function sumsOf(numbers: readonly string[]): StatisticReading {
  return {
    ...{ ...owner, stream: 'statistics-day', window, parameters: {}, proof, rejected: [] },
    missing: 'confirm',
    rows: numbers.map((number, index) => ({
      ...{ id: `s${index}`, hash: index + 1, raw: number },
      statistic: {
        agent: { id: number, name: null },
        extension: { id: null, number },
        interval: {
          ...{ unit: 'day', from: toInstant(window.from), to: toInstant(window.to) },
          timeZone: 'UTC',
        },
        values: { ...unknownStatisticValues, inboundCalls: index },
        derived: [],
      },
    })),
  };
}

/** Every row of every table, in no order. */
async function rowsOf(path: string): Promise<Record<string, string[]>> {
  const connection = await (await openInstance(path, {})).connect();
  const rowSchema = z.object({ row: z.string() });
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const sql = `SELECT to_json(own)::VARCHAR AS row FROM ${name} AS own`;
    found[name] = (await queryRows(connection, rowSchema, sql)).map(({ row }) => row).sort();
  }
  connection.closeSync();
  return found;
}

/** Whatever is left of the number when all that may stand between its digits is taken away. */
function holdsNumber(row: string): boolean {
  return row.replaceAll(/\(0\)|[^\d"]/g, '').includes(national);
}

describe('the file of a store from which somebody was erased', () => {
  it('holds their number nowhere, and all else as before, however often it is read again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(callArbitrary, { maxLength: 24 }),
        fc.array(sentence, { maxLength: 9 }),
        fc.array(text, { maxLength: 9 }),
        fc.boolean(),
        async (samples, rejected, numbers, isErasedFirst) => {
          await using folder = await createTemporaryFolder();
          const path = folder.file('cdr.duckdb');
          const store = await openDuckDbStore({ path, now: () => window.to });
          const fill = async (target: Store) => {
            await target.commit(readingOf(samples, rejected));
            await target.commitNotes(notesOf(samples));
            await target.commitStatistics(sumsOf(numbers));
          };
          if (!isErasedFirst) await fill(store);
          const before = await rowsOf(path);
          await store.erase({ forms, callingCodes: { warsaw: '48' }, audit });
          if (isErasedFirst) await fill(store);
          const erased = await rowsOf(path);
          await fill(store);
          const after = await rowsOf(path);
          await store.close();

          expect(after).toEqual(erased);
          for (const row of Object.values(after).flat()) expect(holdsNumber(row), row).toBe(false);
          expect(after.calls).toHaveLength(samples.length);
          expect(after.rejected).toHaveLength(new Set(rejected).size);
          expect(after.statistics).toHaveLength(numbers.length);
          if (isErasedFirst) return;
          expect(after.coverage).toEqual(before.coverage);
          for (const name of ['calls', 'rejected', 'statistics', 'raw_rows']) {
            const others = (before[name] ?? []).filter((row) => !holdsNumber(row));
            expect(after[name]).toEqual(expect.arrayContaining(others.filter(isOfOthers(before))));
          }
        },
      ),
      { numRuns: 16 },
    );
  }, 240_000);
});

/** Rows of calls on which the person was go, though they say nothing of the number. */
function isOfOthers(before: Record<string, string[]>): (row: string) => boolean {
  const ids = new Set(
    Object.values(before)
      .flat()
      .filter(holdsNumber)
      .flatMap((row) => /"(?:call_)?id":"(warsaw:\d+)"/.exec(row)?.[1] ?? []),
  );
  return (row) => !ids.has(/"(?:call_)?id":"(warsaw:\d+)"/.exec(row)?.[1] ?? '');
}
