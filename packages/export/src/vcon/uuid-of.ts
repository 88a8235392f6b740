import { createHash } from 'node:crypto';

/**
 * A version 8 UUID (RFC 9562) of a name: always the same, and nobody else's. The draft would rather
 * see the time in it and a host's name, which no later export could know again.
 */
export function uuidOf(name: string): string {
  const bytes = createHash('sha256').update('cdr vcon\n').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
