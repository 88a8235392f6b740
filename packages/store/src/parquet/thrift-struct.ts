/**
 * A structure of Thrift's compact protocol, by the numbers of its fields: enough of it to change what a
 * Parquet file says of itself, and to keep what one doesn't know.
 */
export type ThriftStruct = Map<number, ThriftField>;

/** A field with its type on the wire, which says what its value is. */
export interface ThriftField {
  type: number;
  value: ThriftValue;
}

/** Values of one type, one after the other. */
export interface ThriftList {
  of: number;
  items: ThriftValue[];
}

/**
 * Whole numbers of 16 bits and more; truths, which the type tells; everything else of one piece as its
 * bytes. To be written, a structure may also stand as the bytes that it was written as.
 */
export type ThriftValue = bigint | null | Uint8Array | ThriftList | ThriftStruct;

/** The types on the wire that a footer of Parquet has; there are no maps in it. */
export const wireTypes = {
  true: 1,
  false: 2,
  int8: 3,
  int16: 4,
  int32: 5,
  int64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  struct: 12,
} as const;

const endOfStruct = 0;
/** A list that holds so many or more tells their number behind its head. */
const manyItems = 15;

/** Reads a structure from the beginning of some bytes. Throws `TypeError` for what is none. */
export function readStruct(bytes: Buffer): ThriftStruct {
  let at = 0;

  function byte(): number {
    const value = bytes[at];
    if (value === undefined) throw new TypeError('a structure of Thrift breaks off');
    at += 1;
    return value;
  }

  function varint(): bigint {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const next = BigInt(byte());
      value |= (next & 0x7fn) << shift;
      if (next < 0x80n) return value;
    }
  }

  function take(length: number): Uint8Array {
    if (at + length > bytes.length) throw new TypeError('a structure of Thrift breaks off');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function signed(): bigint {
    const value = varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  function list(): ThriftList {
    const head = byte();
    const of = head & 0x0f;
    const short = head >> 4;
    const length = short === manyItems ? Number(varint()) : short;
    // In lists, truths are bytes of their own.
    const isTruth = of === wireTypes.true || of === wireTypes.false;
    const items: ThriftValue[] = [];
    for (let index = 0; index < length; index += 1) items.push(isTruth ? take(1) : value(of));
    return { of, items };
  }

  function struct(): ThriftStruct {
    const fields: ThriftStruct = new Map();
    for (let id = 0; ; ) {
      const head = byte();
      if (head === endOfStruct) return fields;
      const step = head >> 4;
      id = step === 0 ? Number(signed()) : id + step;
      const type = head & 0x0f;
      fields.set(id, { type, value: value(type) });
    }
  }

  function value(type: number): ThriftValue {
    switch (type) {
      case wireTypes.true:
      case wireTypes.false:
        return null;
      case wireTypes.int8:
        return take(1);
      case wireTypes.int16:
      case wireTypes.int32:
      case wireTypes.int64:
        return signed();
      case wireTypes.double:
        return take(8);
      case wireTypes.binary:
        return take(Number(varint()));
      case wireTypes.list:
      case wireTypes.set:
        return list();
      case wireTypes.struct:
        return struct();
      default:
        throw new TypeError(`a structure of Thrift has a value of type ${type}`);
    }
  }

  return struct();
}

/** The bytes of a structure. */
export function writeStruct(struct: ThriftStruct): Buffer {
  const parts: Uint8Array[] = [];
  putStruct(struct, parts);
  return Buffer.concat(parts);
}

function putStruct(struct: ThriftStruct, parts: Uint8Array[]): void {
  let before = 0;
  for (const [id, { type, value }] of struct) {
    const step = id - before;
    if (step > 0 && step < 16) parts.push(Uint8Array.of((step << 4) | type));
    else parts.push(Uint8Array.of(type), signedBytes(BigInt(id)));
    putValue(type, value, parts);
    before = id;
  }
  parts.push(Uint8Array.of(endOfStruct));
}

function putValue(type: number, value: ThriftValue, parts: Uint8Array[]): void {
  if (value === null) return;
  if (typeof value === 'bigint') parts.push(signedBytes(value));
  else if (value instanceof Map) putStruct(value, parts);
  else if (value instanceof Uint8Array) {
    if (type === wireTypes.binary) parts.push(varintBytes(BigInt(value.length)));
    parts.push(value);
  } else {
    const { of, items } = value;
    const short = Math.min(items.length, manyItems);
    parts.push(Uint8Array.of((short << 4) | of));
    if (short === manyItems) parts.push(varintBytes(BigInt(items.length)));
    for (const item of items) putValue(of, item, parts);
  }
}

function signedBytes(value: bigint): Uint8Array {
  return varintBytes(value < 0n ? -2n * value - 1n : 2n * value);
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
