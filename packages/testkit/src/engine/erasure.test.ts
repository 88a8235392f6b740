import { type Call, type Provider, type Store, toInstant, unknownParty } from '@cdr/core';
import {
  configSchema,
  createProject,
  erasePerson,
  parseConfigValue,
  replayRejected,
} from '@cdr/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArtificialRecord, at } from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { createNotedVendor, type NotedVendor } from '../__fixtures__/artificial/noted-vendor.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { createVirtualClock } from '../clock/virtual-clock.ts';
import { contentOf } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const now = at('2025-05-14T09:00');
const asked = { from: at('2025-05-08T00:00'), to: at('2025-05-14T00:00') };
const theirs = ['+48221234567', '22 123 45 67', '0048 22 1234567', '(22) 123-45-67'];
const others = ['601000111', '+34 221234567', '101'];
const isTheirs = (number: string | undefined) => number !== undefined && theirs.includes(number);

/** The noted vendor, whose records name in `note` who called. */
function withNumbers({ provider }: NotedVendor): Provider {
  return {
    ...provider,
    createMapper(options, settings) {
      const mapper = provider.createMapper(options, settings);
      return (row, text) => {
        const mapped = mapper(row, text);
        if (!mapped.ok) return mapped;
        const from = { ...unknownParty, number: mapped.call.group, type: 'person' as const };
        return { ...mapped, call: { ...mapped.call, group: null, from } };
      };
    },
  };
}

function recordsOf(numbers: readonly string[]): ArtificialRecord[] {
  return numbers.map((note, index) => ({
    key: `r${index}`,
    at: asked.from + index * 3_600_000,
    note,
  }));
}

/** Erases whoever has the number from the source `demo`, which is read in Poland. */
function erase(store: Store, provider: Provider): Promise<unknown> {
  const project = createProject({
    loaded: { path: '', dir: '', config: parseConfigValue(configSchema, { sources: {} }) },
    lookup: { from: [] },
    runtime: {
      fetch: () => Promise.reject(new Error('no network here')),
      clock: createVirtualClock(now),
      random: () => 0,
    },
  });
  const source = createEngineBench(store, now).open('demo', provider, config);
  return erasePerson({
    project: {
      ...project,
      loaded: { ...project.loaded, config: { ...project.loaded.config, sources: oneSource } },
      openSources: () => Promise.resolve([source]),
    },
    store,
    clock: { now: () => now },
    number: '+48 22 123 45 67',
    by: { via: 'command', keyId: null },
  });
}

const oneSource = parseConfigValue(configSchema, { sources: { demo: { provider: 'x' } } }).sources;
const config = { country: 'PL', lookback: 'P9D' };

async function textOf(store: Store): Promise<string> {
  return JSON.stringify([await contentOf(store), await store.runs(99)]);
}

function numberOf({ from }: Call): string | null {
  return from.number;
}

describe.each(stores)('a person who was erased, from %s', (_, openStore) => {
  it(
    'does not come back with the next sync, and everything else is as it was',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...theirs, ...others), { maxLength: 30 }),
          (numbers) =>
            withStore(openStore, async ({ store }) => {
              const vendor = createNotedVendor(recordsOf(numbers), { revisit: 'P9D' });
              for (const [index, number] of numbers.entries()) {
                vendor.texts.set(`r${index}`, `by ${number}`);
              }
              const provider = withNumbers(vendor);
              const { sync, verify, open, clock, calls } = createEngineBench(store, now);
              const source = open('demo', provider, config);
              await sync(source, asked);
              const before = await contentOf(store);
              await erase(store, provider);
              const erased = await contentOf(store);
              expect(erased.coverage).toEqual(before.coverage);
              for (const number of theirs) expect(await textOf(store)).not.toContain(number);

              clock.advance(60_000);
              const { status, sources } = await sync(source, asked);
              expect(status).toBe('complete');
              expect(sources[0]?.streams[0]?.rows).toMatchObject({
                ...{ received: numbers.length, unchanged: numbers.length },
              });
              const again = await contentOf(store);
              const readAt = toInstant(clock.now());
              expect(readAt).toBe('2025-05-14T09:01:00.000Z');
              expect({ ...again, coverage: [], notesCoverage: [] }).toEqual({
                ...{ ...erased, coverage: [], notesCoverage: [] },
              });
              expect(again.coverage.map(({ rows }) => rows)).toEqual(
                before.coverage.map(({ rows }) => rows),
              );
              expect((await calls()).map(numberOf)).toEqual(
                numbers.map((number) => (isTheirs(number) ? null : number)),
              );
              expect(again.notes.map(({ text }) => text)).toEqual(
                numbers.flatMap((number) => (isTheirs(number) ? [] : [`by ${number}`])),
              );
              expect(await verify(source, asked, { full: true })).toMatchObject({
                status: 'equal',
              });
            }),
        ),
        { numRuns: 15 },
      ),
    120_000,
  );

  it('stays rejected when their row was, however much the mapping learns', () =>
    withStore(openStore, async ({ store }) => {
      const vendor = createNotedVendor(recordsOf(['601000111']));
      const provider = withNumbers(vendor);
      const { sync, open } = createEngineBench(store, now);
      const source = open('demo', provider, config);
      await store.commit({
        ...{ source: 'demo', stream: 'calls', provider: 'artificial', window: asked, proof: null },
        ...{ rows: [], missing: 'keep', callingCode: '48' },
        rejected: [
          { raw: JSON.stringify({ key: 'r9', at: asked.from, note: theirs[1] }), reason: 'odd' },
        ],
      });
      await sync(source, { from: asked.from + 1, to: asked.to });
      await erase(store, provider);
      expect(await replayRejected(store, [source])).toMatchObject({
        replayed: 0,
        stillRejected: 1,
      });
      expect(await textOf(store)).not.toContain('123 45');
    }));

  it.each(['read', 'readNotes'] as const)(
    'is not stored by what was asked for before and is committed after: %s',
    (kind) =>
      withStore(openStore, async ({ store }) => {
        const vendor = createNotedVendor(recordsOf([theirs[0] ?? '', '601000111']));
        vendor.texts.set('r0', 'Jan called');
        const provider = withNumbers(vendor);
        const { sync, open, calls } = createEngineBench(store, now);
        const own = open('demo', provider, config);
        let isErased = false;
        const eraseOnce = async () => {
          if (!isErased) await erase(store, provider);
          isErased = true;
        };
        const source: typeof own = {
          ...own,
          connect(onEvent) {
            const connection = own.connect(onEvent);
            return {
              ...connection,
              async *read(request) {
                for await (const page of connection.read(request)) {
                  if (kind === 'read') await eraseOnce();
                  yield page;
                }
              },
              async readNotes(request) {
                const answer = await connection.readNotes?.(request);
                if (answer === undefined) throw new TypeError('the vendor has notes');
                if (kind === 'readNotes') await eraseOnce();
                return answer;
              },
            };
          },
        };
        await sync(source, asked);
        expect(isErased).toBe(true);
        expect((await calls()).map(numberOf)).toEqual([null, '601000111']);
        expect(await textOf(store)).not.toContain('Jan');
        expect(await textOf(store)).not.toContain(theirs[0]);
      }),
  );
});
