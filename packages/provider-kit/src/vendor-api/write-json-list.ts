/**
 * A JSON array as a stream, one piece per batch. `writeItem` gives the JSON text of an item, or
 * `null` to leave it out. Reading of `batches` stops when the reader of the answer goes away.
 */
export function writeJsonList<Item>(
  batches: AsyncIterable<readonly Item[]>,
  writeItem: (item: Item) => string | null,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = batches[Symbol.asyncIterator]();
  let separator = '[';
  return new ReadableStream({
    async pull(controller) {
      const batch = await iterator.next();
      if (batch.done === true) {
        controller.enqueue(encoder.encode(separator === '[' ? '[]' : ']'));
        controller.close();
        return;
      }
      let text = '';
      for (const item of batch.value) {
        const own = writeItem(item);
        if (own === null) continue;
        text += separator + own;
        separator = ',';
      }
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
