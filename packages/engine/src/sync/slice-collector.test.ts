import { CdrError, type Page, unknownParty } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArtificialReaderOptions,
  createArtificialReader,
} from '../__fixtures__/artificial-reader.ts';
import { type ArtificialRow, pageOf } from '../__fixtures__/artificial-rows.ts';
import { listStream } from '../__fixtures__/artificial-stream.ts';
import { createSliceCollector, type SliceReading } from './slice-collector.ts';

const owned = { from: Date.UTC(2025, 2, 12, 10), to: Date.UTC(2025, 2, 12, 11) };
const inside = '2025-03-12T10:30:00.000Z';
const before = '2025-03-12T09:59:59.999Z';
const after = '2025-03-12T11:00:00.000Z';

async function collect(
  pages: readonly (readonly unknown[])[],
  options: ArtificialReaderOptions = {},
  total: number | null = null,
): Promise<SliceReading> {
  const collector = createSliceCollector(createArtificialReader(options), owned);
  for (const rows of pages) await collector.add(pageOf(rows));
  return collector.finish(total);
}

const codeOf = async (run: () => Promise<unknown>) => {
  try {
    await run();
    return null;
  } catch (error) {
    return CdrError.isInstance(error) ? error.code : error;
  }
};

describe('createSliceCollector', () => {
  it('keeps what starts inside the half-open slice and counts the rest as outside', async () => {
    const reading = await collect([
      [
        { key: 'a', at: before },
        { key: 'b', at: '2025-03-12T10:00:00.000Z' },
        { key: 'c', at: '2025-03-12T10:59:59.999Z' },
        { key: 'd', at: after },
      ],
    ]);
    expect(reading.rows.map(({ id }) => id)).toEqual(['demo:b', 'demo:c']);
    expect(reading).toMatchObject({ received: 4, outside: 2, duplicate: 0, vendorRows: null });
  });

  it('tells the vendor rows of the slice from its total without those outside', async () => {
    const rows = [{ key: 'a', at: inside }, { key: 'b', at: after }, 'bad'];
    expect((await collect([rows], {}, 3)).vendorRows).toBe(2);
  });

  it('keeps bad rows with their text and reason, and their neighbours', async () => {
    const collector = createSliceCollector(createArtificialReader(), owned);
    await collector.add({
      rows: [null, { key: 'a', at: inside }],
      texts: ['{ "odd": 1.10 }', 'kept as it came'],
      total: 2,
    });
    const reading = collector.finish(2);
    expect(reading.rejected).toEqual([{ raw: '{ "odd": 1.10 }', reason: 'at: missing' }]);
    expect(reading.rows).toMatchObject([{ id: 'demo:a', raw: 'kept as it came' }]);
  });

  it('leaves the row text out when it is not to be kept', async () => {
    expect(
      (await collect([[{ key: 'a', at: inside }]], { keepRaw: false })).rows[0]?.raw,
    ).toBeNull();
  });

  it('gives both parties their public numbers', async () => {
    const reading = await collect([[{ key: 'a', at: inside, from: '101' }]], {
      normaliseParty: (party) => ({ ...party, e164: `+${party.number ?? 'none'}` }),
    });
    expect(reading.rows[0]?.call).toMatchObject({ from: { e164: '+101' }, to: { e164: '+none' } });
  });

  it('leaves the parties that mappings share untouched', async () => {
    await collect([[{ key: 'a', at: inside }]], {
      normaliseParty: (party) => ({ ...party, e164: '+1' }),
    });
    expect(unknownParty.e164).toBeNull();
  });

  describe('where the vendor numbers its records', () => {
    it('takes an id on two pages for a list that moved', async () => {
      const row = { key: 'a', at: inside };
      expect(await codeOf(() => collect([[row], [row]]))).toBe('unstable-list');
    });

    it('takes an id on two pages for a list that moved even where other slices own it', async () => {
      const row = { key: 'a', at: before };
      expect(await codeOf(() => collect([[row], [row]]))).toBe('unstable-list');
    });

    it('keeps one of the rows that share an id on one page, whatever their order', async () => {
      const rows: ArtificialRow[] = [
        { key: 'a', at: inside, note: 'first' },
        { key: 'b', at: inside },
        { key: 'a', at: inside, note: 'second' },
        { key: 'c', at: inside },
      ];
      const reading = await collect([rows]);
      const reversed = await collect([rows.toReversed()]);
      expect(reading).toMatchObject({ received: 4, duplicate: 1, outside: 0 });
      expect(reading.rows).toHaveLength(3);
      const byId = (own: SliceReading) => own.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(reversed)).toEqual(byId(reading));
    });

    it('balances for every mixture of rows that share ids', async () => {
      const rowArbitrary = fc.oneof(
        fc.record({
          key: fc.constantFrom('a', 'b', 'c'),
          at: fc.constantFrom(before, inside, '2025-03-12T10:45:00.000Z', after),
          note: fc.nat(2),
        }),
        fc.constant(null),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(rowArbitrary, { maxLength: 12 }), async (rows) => {
          const reading = await collect([rows]);
          const ids = reading.rows.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(reading.received).toBe(
            reading.rows.length + reading.rejected.length + reading.outside + reading.duplicate,
          );
        }),
      );
    });
  });

  describe('where a slice takes several lists', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ key, at: inside }));
    const gather = async (...pages: Page[]): Promise<SliceReading> => {
      const collector = createSliceCollector(createArtificialReader(), owned);
      for (const page of pages) await collector.add(page);
      return collector.finish(pages.reduce((sum, { rows }) => sum + rows.length, 0));
    };

    it('counts a record of two lists once', async () => {
      const reading = await gather(pageOf([a, b], 2, 'one'), pageOf([b, c], 2, 'other'));
      expect(reading.rows.map(({ id }) => id)).toEqual(['demo:a', 'demo:b', 'demo:c']);
      expect(reading).toMatchObject({ received: 4, duplicate: 1, repeated: 0, vendorRows: 3 });
    });

    it('keeps the same of the rows that share an id, whichever list comes first', async () => {
      const [first, second] = ['first', 'second'].map((note) => ({ key: 'a', at: inside, note }));
      const reading = await gather(pageOf([first], 1, 'one'), pageOf([second], 1, 'other'));
      const reversed = await gather(pageOf([second], 1, 'other'), pageOf([first], 1, 'one'));
      expect(reading.rows).toHaveLength(1);
      expect(reversed.rows).toEqual(reading.rows);
    });

    it('takes an id on two pages of one list for a list that moved', async () => {
      const one = [pageOf([a], 2, 'one'), pageOf([b], 2, 'other')];
      expect(await codeOf(() => gather(...one, pageOf([a], 2, 'one')))).toBe('unstable-list');
      expect(await codeOf(() => gather(...one, pageOf([b], 2, 'other')))).toBe('unstable-list');
    });

    it('tells rows that one list held twice from those that stand on two', async () => {
      const reading = await gather(pageOf([a], 1, 'one'), pageOf([a, b, b], 3, 'other'));
      expect(reading).toMatchObject({ received: 4, duplicate: 2, repeated: 1, vendorRows: 3 });
      expect(reading.rows).toHaveLength(2);
    });

    it('drops what other slices own, however many lists hold it', async () => {
      const early = { key: 'early', at: before };
      const reading = await gather(pageOf([early, a], 2, 'one'), pageOf([early], 1, 'other'));
      expect(reading).toMatchObject({ received: 3, outside: 2, duplicate: 0, vendorRows: 1 });
    });
  });

  describe('where records are told apart by content', () => {
    const options = { stream: listStream };

    it('keeps identical rows as records of their own', async () => {
      const row = { key: 'a', at: inside };
      const reading = await collect([[row, row]], options);
      expect(reading.rows.map(({ id }) => id.slice(-2)).sort()).toEqual(['-1', '-2']);
      expect(reading.duplicate).toBe(0);
    });

    it('numbers no row by one that another slice owns', async () => {
      const reading = await collect(
        [
          [
            { key: 'a', at: before },
            { key: 'a', at: inside },
            { key: 'b', at: inside },
          ],
        ],
        options,
      );
      expect(reading.rows.map(({ id }) => id.slice(-2))).toEqual(['-1', '-1']);
      expect(reading.outside).toBe(1);
    });
  });
});
