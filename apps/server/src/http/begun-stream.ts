import { Readable } from 'node:stream';

/**
 * A stream of these chunks, once the first of them is there: what fails before that is thrown, and can
 * still be answered as a problem; what fails later breaks the stream. Who destroys the stream ends the
 * reading of the chunks.
 */
export async function begunStream(chunks: AsyncIterable<string | Uint8Array>): Promise<Readable> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first: IteratorResult<string | Uint8Array> | null = await iterator.next();
  // Not a generator: one that was never asked for anything doesn't end what it reads from.
  const all: AsyncIterableIterator<string | Uint8Array> = {
    [Symbol.asyncIterator]: () => all,
    async next() {
      const next = first ?? (await iterator.next());
      first = null;
      return next;
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return Readable.from(all, { objectMode: false });
}
