/** Some bytes of a body: from the first one on, to the last one, which is among them. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * What a `Range` header asks for of a body of that size (RFC 9110, 14.2): `null` for all of it, also
 * where the header is no single range of bytes, and `unsatisfiable` where nothing of it is there.
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  if (from === '') {
    const count = Math.min(Number(to), size);
    return count === 0 ? 'unsatisfiable' : { first: size - count, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  return first >= size ? 'unsatisfiable' : { first, last };
}

/** Passes on what lies in the range, and ends there. */
export async function* cutRange(
  body: AsyncIterable<Uint8Array>,
  { first, last }: ByteRange,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of body) {
    const from = Math.max(first - at, 0);
    const to = Math.min(last + 1 - at, piece.byteLength);
    if (from < to) yield piece.subarray(from, to);
    at += piece.byteLength;
    if (at > last) return;
  }
}
