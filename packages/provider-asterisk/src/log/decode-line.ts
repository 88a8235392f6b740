import { isUtf8 } from 'node:buffer';

/** Text as UTF-8, or where it is none as Latin-1, which takes any bytes. */
export function decodeLine(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
