import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive as texts, found by way of the directory at its end. */
export function readParts(bytes: Uint8Array): Record<string, string> {
  const archive = Buffer.from(bytes);
  const end = archive.length - 22;
  const parts: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const start = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const from = start + 30 + archive.readUInt16LE(start + 26);
    parts[name] = inflateRawSync(archive.subarray(from, from + size)).toString();
    at += 46 + nameLength;
  }
  return parts;
}
