import { type CallFields, type CallFilter, type CallRow, unknownParty } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { describe, expect, it } from 'vitest';
import { trickyNames, trickyNumbers } from '../call-arbitrary.ts';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { listAll } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const ids = ['7', '101', 'zofia'];
const nobody = { id: null, name: null, login: null, extension: null };

/** A call for every place that a filter may look at, with every value that is hard to compare. */
const rows: CallRow[] = [
  ...trickyNumbers.flatMap((number): Partial<CallFields>[] => [
    { from: { ...unknownParty, number } },
    { from: { ...unknownParty, e164: number } },
    { to: { ...unknownParty, number } },
    { to: { ...unknownParty, e164: number } },
  ]),
  ...trickyNames.flatMap((name): Partial<CallFields>[] => [
    { agents: [{ ...nobody, name }] },
    { agents: [nobody, { ...nobody, name }] },
    { queue: { id: null, name } },
    { tags: [{ id: null, name, color: null }] },
  ]),
  ...ids.flatMap((id): Partial<CallFields>[] => [
    { agents: [{ ...nobody, id }] },
    { agents: [{ ...nobody, login: id }, nobody] },
    { agents: [nobody, { ...nobody, extension: id }] },
    { queue: { id, name: null } },
    { tags: [{ id, name: null, color: null }] },
  ]),
  { recording: { ref: 'a.wav', url: null, downloadUrl: null } },
  { recording: { ref: null, url: 'https://a.test/a', downloadUrl: null } },
  { recording: { ref: null, url: null, downloadUrl: 'https://a.test/b' } },
  { recording: { ref: null, url: null, downloadUrl: null } },
  { vendorId: 'e4baaa94' },
  { direction: 'inbound', disposition: 'answered' } as const,
  { direction: 'outbound', disposition: 'busy' } as const,
  { direction: 'inbound', disposition: 'busy', kind: 'sms' } as const,
  // Lost in a menu, or nearly so.
  ...[
    {},
    { group: 'sales' },
    { queue: { id: '7', name: null } },
    { queue: { id: null, name: 'sales' }, endedAt: '2025-03-01T08:00:00.000Z' },
    { queue: { id: null, name: null }, group: 'sales' },
    { queuedAt: '2025-03-01T08:00:00.000Z' },
    { agents: [nobody] },
    { direction: 'outbound' as const },
    { disposition: 'busy' as const },
    { disposition: 'answered' as const },
    { disposition: 'unknown' as const },
  ].map((known) => ({
    direction: 'inbound' as const,
    disposition: 'no-answer' as const,
    ...known,
  })),
].map((known, index) => sampleRow(`alpha:${index}`, index % 10, known));

const filters: CallFilter[] = [
  ...trickyNumbers.map((number): CallFilter => ({ number: [number] })),
  { number: ['+48 (22) 123 45 67', '1-0-1'] },
  ...[...trickyNames, ...ids, 'ZOFIA', 'unheard of'].flatMap((name): CallFilter[] => [
    { agent: [name] },
    { queue: [name] },
    { tag: [name] },
    { agent: [name, '7'], to: minute(5) },
  ]),
  ...(
    ['id', 'source', 'direction', 'disposition', 'kind', 'number', 'agent', 'queue', 'tag'] as const
  ).map((key): CallFilter => ({ [key]: [] })),
  { id: ['alpha:1'] },
  { id: ['e4baaa94', 'alpha:2', 'unheard of'] },
  { id: ['alpha:2'], source: ['beta'] },
  { source: ['alpha'] },
  { source: ['beta', 'gamma'] },
  { direction: ['inbound'] },
  { direction: ['inbound', 'outbound'], disposition: ['busy'] },
  { kind: ['sms', 'fax'] },
  { recorded: true },
  { recorded: true, kind: ['sms'] },
  { recordingRef: ['b.wav', 'a.wav'] },
  { recordingRef: [] },
  { endedInIvr: true },
  { endedInIvr: false },
  { endedInIvr: true, queue: ['sales'] },
  { from: minute(3) },
  { to: minute(3) },
  { from: minute(3), to: minute(4) },
  { from: minute(3) + 0.5, to: minute(5) + 0.5 },
  { from: minute(4), to: minute(3) },
  { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY },
  { from: Number.POSITIVE_INFINITY },
  { to: Number.NEGATIVE_INFINITY },
];

/** What filters mean, value by value. */
export function describeFilters(openStore: OpenStore): void {
  describe('filters', () => {
    it(
      'mean the same calls as in memory',
      () =>
        withStore(openStore, async ({ store }) => {
          const model = createMemoryStore(() => 0);
          await store.commit(sampleReading([0, 10], rows));
          await model.commit(sampleReading([0, 10], rows));
          for (const filter of filters) {
            const expected = await listAll(model, { filter });
            expect({ filter, calls: await listAll(store, { filter }) }).toEqual({
              filter,
              calls: expected,
            });
            expect({ filter, count: await store.count(filter) }).toEqual({
              filter,
              count: expected.length,
            });
          }
        }),
      60_000,
    );

    it('find something for most values', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], rows));
        expect(await store.count({ number: ['48221234567'] })).toBe(4);
        expect(await store.count({ number: ['+48221234567'] })).toBe(12);
        expect(await store.count({ agent: ['istanbul'] })).toBe(2);
        expect(await store.count({ queue: ['ZOFIA ŻAK'] })).toBe(2);
        expect(await store.count({ tag: ['7'] })).toBe(1);
        expect(await store.count({ recorded: true })).toBe(3);
        expect(await store.count({ id: ['alpha:0', 'e4baaa94'] })).toBe(2);
        expect(await store.count({ endedInIvr: true })).toBe(4);
      }));
  });
}
