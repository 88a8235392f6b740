import type { CallSnapshot, Store } from '@cdr/core';

/**
 * What is made of a store's calls as of one moment, which lasts until the last chunk is taken, or nobody
 * takes any more.
 */
export async function* snapshotChunks<Chunk>(
  store: Pick<Store, 'snapshot'>,
  chunksOf: (calls: CallSnapshot) => AsyncIterable<Chunk>,
): AsyncGenerator<Chunk> {
  const { readable, writable } = new TransformStream<Chunk, Chunk>();
  const writer = writable.getWriter();
  const made = store
    .snapshot(async (calls) => {
      for await (const chunk of chunksOf(calls)) await writer.write(chunk);
      await writer.close();
    })
    .catch((error: unknown) => writer.abort(error).catch(() => undefined));
  try {
    // Not delegated: the iterator of a stream can't be thrown into, as is done when clients go.
    for await (const chunk of readable) yield chunk;
  } finally {
    await made;
  }
}
