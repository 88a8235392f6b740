import { hash } from 'node:crypto';

/** A file that a vendor API gives out. */
export interface AnsweredFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Media type: `audio/wav`. */
  type: string;
}

/**
 * An answer of a vendor API with a file, or with the part of it that the request asks for (RFC 9110,
 * 14: one range that names its beginning, with or without `If-Range`).
 */
export function answerFile(request: Request, { bytes, type }: AnsweredFile): Response {
  const etag = `"${hash('sha256', bytes).slice(0, 32)}"`;
  const headers = { 'content-type': type, 'accept-ranges': 'bytes', etag };
  const { length } = bytes;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const condition = request.headers.get('if-range');
  if (range === null || (condition !== null && condition !== etag)) {
    return new Response(bytes, { headers: { ...headers, 'content-length': String(length) } });
  }
  const first = Number(range[1]);
  const last = range[2] === '' ? length - 1 : Math.min(Number(range[2]), length - 1);
  if (first > last) {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${length}` } });
  }
  return new Response(bytes.subarray(first, last + 1), {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(last + 1 - first),
      'content-range': `bytes ${first}-${last}/${length}`,
    },
  });
}
