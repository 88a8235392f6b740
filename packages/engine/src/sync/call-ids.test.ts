import { createCallFields } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentCallIds, type KeyedRow, vendorCallId } from './call-ids.ts';

const call = createCallFields({
  startedAt: '2025-03-12T10:00:00.000Z',
  timePrecision: 'second',
  timeZone: 'UTC',
});
const keyed = (key: string, row: unknown): KeyedRow => ({ key, call, row });

describe('vendorCallId', () => {
  it('joins source and vendor id', () => {
    expect(vendorCallId('warsaw', '1416225570.340')).toBe('warsaw:1416225570.340');
  });
});

describe('contentCallIds', () => {
  it('begins with the source and ends with the ordinal', () => {
    expect(contentCallIds('stockholm', [keyed('a', {})])).toEqual([
      expect.stringMatching(/^stockholm:~[0-9a-f]{24}-1$/),
    ]);
  });

  it('numbers rows that share a key by the rest of their content', () => {
    const [late, early] = contentCallIds('s', [keyed('a', { stop: 9 }), keyed('a', { stop: 3 })]);
    expect(early).toMatch(/-1$/);
    expect(late).toMatch(/-2$/);
  });

  it('gives identical rows ids of their own', () => {
    const ids = contentCallIds('s', [keyed('a', { b: 1 }), keyed('a', { b: 1 })]);
    expect(new Set(ids).size).toBe(2);
  });

  it('depends neither on the order of the answer nor on that of the keys', () => {
    const rowArbitrary = fc.record({
      key: fc.constantFrom('a', 'b'),
      stop: fc.nat(3),
      by: fc.nat(2),
    });
    const shuffled = fc.array(rowArbitrary, { maxLength: 8 }).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        order: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ rows, order }) => {
        const plain = rows.map(({ key, stop, by }) => keyed(key, { stop, by }));
        const ids = contentCallIds('s', plain);
        const other = order.map((at) => ({ key: rows[at]?.key ?? '', row: rows[at] }));
        const otherIds = contentCallIds(
          's',
          other.map(({ key, row }) => keyed(key, { by: row?.by, stop: row?.stop })),
        );
        const told = (list: readonly string[], rowsOf: readonly unknown[]) =>
          list.map((id, index) => `${id} ${JSON.stringify(rowsOf[index])}`).sort();
        expect(
          told(
            otherIds,
            other.map(({ row }) => row),
          ),
        ).toEqual(told(ids, rows));
      }),
    );
  });
});
