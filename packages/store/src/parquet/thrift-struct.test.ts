import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readStruct,
  type ThriftField,
  type ThriftStruct,
  type ThriftValue,
  wireTypes,
  writeStruct,
} from './thrift-struct.ts';

const bytes = fc.uint8Array({ maxLength: 200 }).map((own) => Buffer.from(own));
const fixed = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((own) => Buffer.from(own));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

const { struct } = fc.letrec<{ struct: ThriftStruct; field: ThriftField }>((tie) => {
  const plain: [number, fc.Arbitrary<ThriftValue>][] = [
    [wireTypes.int8, fixed(1)],
    [wireTypes.int64, int64],
    [wireTypes.double, fixed(8)],
    [wireTypes.binary, bytes],
    [wireTypes.struct, tie('struct')],
  ];
  const lists = [...plain, [wireTypes.true, fixed(1)] as const].map(([of, item]) =>
    fc
      .array(item, { maxLength: 40 })
      .map((items) => ({ type: wireTypes.list, value: { of, items } })),
  );
  return {
    field: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        { type: wireTypes.true, value: null },
        { type: wireTypes.false, value: null },
      ),
      ...plain.map(([type, value]) => value.map((own) => ({ type, value: own }))),
      ...lists,
    ),
    struct: fc
      .array(fc.tuple(fc.integer({ min: 1, max: 32_767 }), tie('field')), { maxLength: 6 })
      .map((fields) => new Map(fields.sort(([a], [b]) => a - b))),
  };
});

describe('structures of Thrift', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(struct, (own) => {
        const written = writeStruct(own);
        expect(readStruct(written)).toEqual(own);
        expect(writeStruct(readStruct(written))).toEqual(written);
      }),
    );
  });

  // Bytes by the specification: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
  it('have the bytes of the compact protocol', () => {
    const nested: ThriftStruct = new Map([[1, { type: wireTypes.true, value: null }]]);
    const own: ThriftStruct = new Map<number, ThriftField>([
      [1, { type: wireTypes.int32, value: -1n }],
      [2, { type: wireTypes.binary, value: Buffer.from('ab') }],
      [18, { type: wireTypes.int64, value: 150n }],
      [19, { type: wireTypes.list, value: { of: wireTypes.struct, items: [nested, nested] } }],
    ]);
    const written = [
      ...[0x15, 0x01, 0x18, 0x02, 0x61, 0x62],
      // The step is too long for the head: the number of the field follows.
      ...[0x06, 0x24, 0xac, 0x02],
      ...[0x19, 0x2c, 0x11, 0x00, 0x11, 0x00, 0x00],
    ];
    expect([...writeStruct(own)]).toEqual(written);
    expect(readStruct(Buffer.from(written))).toEqual(own);
    const asBytes = [nested, nested].map(writeStruct);
    own.set(19, { type: wireTypes.list, value: { of: wireTypes.struct, items: asBytes } });
    expect([...writeStruct(own)]).toEqual(written);
  });

  it.each([
    ['ends within a number', [0x15, 0x80], /breaks off/],
    ['ends within a text', [0x18, 0x05, 0x61], /breaks off/],
    ['has no end', [0x15, 0x01], /breaks off/],
    ['has a map', [0x1b, 0x00, 0x00], /type 11/],
  ])('are refused where one %s', (_, own, reason) => {
    expect(() => readStruct(Buffer.from(own))).toThrow(reason);
  });
});
