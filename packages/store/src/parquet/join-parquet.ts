import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import {
  readStruct,
  type ThriftList,
  type ThriftStruct,
  type ThriftValue,
  wireTypes,
  writeStruct,
} from './thrift-struct.ts';

const magic = Buffer.from('PAR1');
/** At the end of a file: the length of its footer, and the magic bytes. */
const tailBytes = 8;
const chunkBytes = 256 * 1024;

/** The numbers of fields in `parquet.thrift` (apache/parquet-format 2.11). */
const fileFields = { schema: 2, rows: 3, rowGroups: 4 };
const groupFields = { columns: 1, fileOffset: 5, ordinal: 7 };
const columnFields = { fileOffset: 2, metadata: 3, pageIndex: [4, 5, 6, 7] };
/** Of `ColumnMetaData`: the first page, that of an index, that of the dictionary, and the bloom filter. */
const metadataOffsets = [9, 10, 11, 14];

/**
 * Parquet files with the same columns as one that has the rows of all, one file after the other: what
 * they hold is passed on as it is, and only their footers are written anew. A file may go once the
 * next one is asked for.
 *
 * Throws `TypeError` where a file is none, or has other columns than the first.
 */
export async function* joinParquet(files: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  yield magic;
  let length = magic.length;
  let rows = 0n;
  let first: ThriftStruct | null = null;
  // As bytes, of which a footer needs a hundredth of what its structures would take.
  const rowGroups: Buffer[] = [];
  for await (const file of files) {
    const { footer, end } = await readFooter(file);
    if (first !== null && !hasSameColumns(first, footer)) {
      throw new TypeError('Parquet files with different columns are none together');
    }
    const shift = BigInt(length - magic.length);
    for (const group of structsOf(footer, fileFields.rowGroups)) {
      rowGroups.push(writeStruct(shiftRowGroup(group, shift)));
    }
    rows += numberOf(footer, fileFields.rows);
    first ??= footer;
    if (end > magic.length) {
      yield* createReadStream(file, {
        start: magic.length,
        end: end - 1,
        highWaterMark: chunkBytes,
      });
    }
    length += end - magic.length;
  }
  if (first === null) throw new TypeError('No Parquet file was given');
  setValue(first, fileFields.rows, rows);
  setValue(first, fileFields.rowGroups, { of: wireTypes.struct, items: rowGroups });
  const footer = writeStruct(first);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(footer.length);
  yield Buffer.concat([footer, tail, magic]);
}

/** A row group that stands so many bytes later. What it tells of its place is changed, in place. */
export function shiftRowGroup(group: ThriftStruct, bytes: bigint): ThriftStruct {
  // It would have to be counted anew, and may be left out.
  group.delete(groupFields.ordinal);
  shiftOffset(group, groupFields.fileOffset, bytes);
  for (const column of structsOf(group, groupFields.columns)) {
    // Page indexes hold offsets of their own; readers do without.
    for (const field of columnFields.pageIndex) column.delete(field);
    shiftOffset(column, columnFields.fileOffset, bytes);
    const metadata = column.get(columnFields.metadata)?.value;
    if (!(metadata instanceof Map)) throw new TypeError('A column of a Parquet file has no place');
    for (const field of metadataOffsets) shiftOffset(metadata, field, bytes);
  }
  return group;
}

/** What a file says of itself, and where that begins. */
async function readFooter(file: string): Promise<{ footer: ThriftStruct; end: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = await readAt(size - tailBytes, tailBytes);
    if (!tail.subarray(4).equals(magic)) throw new TypeError('The file is no Parquet file');
    const length = tail.readUInt32LE(0);
    const end = size - tailBytes - length;
    return { footer: readStruct(await readAt(end, length)), end };
  } finally {
    await handle.close();
  }

  async function readAt(position: number, length: number): Promise<Buffer> {
    if (position < magic.length) throw new TypeError('The file is no Parquet file');
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer;
  }
}

/** No page is at 0, where offsets are told that mean nothing. */
function shiftOffset(struct: ThriftStruct, field: number, bytes: bigint): void {
  if (!struct.has(field)) return;
  const offset = numberOf(struct, field);
  if (offset !== 0n) setValue(struct, field, offset + bytes);
}

function hasSameColumns(a: ThriftStruct, b: ThriftStruct): boolean {
  const [one, other] = [a, b].map((footer) => {
    const schema = footer.get(fileFields.schema);
    return writeStruct(new Map(schema === undefined ? [] : [[fileFields.schema, schema]]));
  });
  return one !== undefined && other !== undefined && one.equals(other);
}

function structsOf(struct: ThriftStruct, field: number): ThriftStruct[] {
  const value = struct.get(field)?.value;
  const items = isList(value) ? value.items : [];
  return items.filter((item) => item instanceof Map);
}

function isList(value: ThriftValue | undefined): value is ThriftList {
  return typeof value === 'object' && value !== null && 'items' in value;
}

function numberOf(struct: ThriftStruct, field: number): bigint {
  const value = struct.get(field)?.value;
  if (typeof value !== 'bigint') throw new TypeError(`A Parquet file has no number ${field}`);
  return value;
}

function setValue(struct: ThriftStruct, field: number, value: ThriftValue): void {
  const known = struct.get(field);
  if (known === undefined) throw new TypeError(`A Parquet file has no field ${field}`);
  struct.set(field, { ...known, value });
}
