import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { ConfigError } from '@cdr/core';

/** A file in an archive: its name, and its bytes as they come. */
export interface ZipEntry {
  name: string;
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** What the directory at the end says of a file. */
interface WrittenEntry {
  name: Buffer;
  crc: number;
  size: number;
  compressedSize: number;
  offset: number;
}

/** An archive without the ZIP64 extension, which not every reader knows, holds no more. */
const mostBytes = 0xffff_ffff;
/** Version 2.0: the first one that compresses. */
const version = 20;
/** Sizes stand behind the bytes; names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1980-01-01, the first date that archives know: the same rows give the same bytes. */
const firstDate = 0x0021;

/**
 * A ZIP archive, written while its files come. Memory doesn't grow with them. Throws `ConfigError`
 * when it would be larger than 4 GB, which is as much as such an archive can hold.
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  for await (const { name, chunks } of entries) {
    const entry = { name: Buffer.from(name), crc: 0, size: 0, compressedSize: 0, offset };
    const header = localHeader(entry);
    yield header;
    for await (const bytes of compress(chunks, entry)) {
      entry.compressedSize += bytes.length;
      assertRoom(offset + entry.compressedSize);
      yield bytes;
    }
    assertRoom(entry.size);
    const sizes = descriptor(entry);
    yield sizes;
    offset += header.length + entry.compressedSize + sizes.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  assertRoom(offset + directory.length);
  yield directory;
  yield endOfDirectory(written.length, directory.length, offset);
}

/** Compresses in another thread, and keeps count of what went in. */
async function* compress(
  chunks: ZipEntry['chunks'],
  entry: WrittenEntry,
): AsyncGenerator<Uint8Array> {
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      entry.crc = crc32(chunk, entry.crc);
      entry.size += chunk.length;
      yield chunk;
    }
  }
  const deflate = createDeflateRaw({ level: 3 });
  // What fails in the pipeline is thrown by reading from its end.
  const flow = pipeline(Readable.from(counted()), deflate).catch(() => undefined);
  for await (const bytes of deflate) yield bytes;
  await flow;
}

function localHeader({ name }: WrittenEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeKind(header, 4);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor(entry: WrittenEntry): Buffer {
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(0x0807_4b50, 0);
  writeSizes(sizes, 4, entry);
  return sizes;
}

function directoryEntry(entry: WrittenEntry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(version, 4);
  writeKind(header, 6);
  writeSizes(header, 16, entry);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** Version, flags, method, time and date. */
function writeKind(header: Buffer, at: number): void {
  header.writeUInt16LE(version, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(deflated, at + 4);
  header.writeUInt16LE(firstDate, at + 8);
}

function writeSizes(header: Buffer, at: number, { crc, compressedSize, size }: WrittenEntry): void {
  header.writeUInt32LE(crc, at);
  header.writeUInt32LE(compressedSize, at + 4);
  header.writeUInt32LE(size, at + 8);
}

function assertRoom(bytes: number): void {
  if (bytes <= mostBytes) return;
  throw new ConfigError({
    what: 'These are more rows than an XLSX file of 4 GB holds',
    todo: 'Ask for a shorter range, or for CSV or Parquet',
  });
}
