/** Rows as one JSON array, or as one JSON object a line; a batch at a time. */
export async function* jsonRows<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  format: 'json' | 'ndjson',
  toJson: (row: Row) => unknown,
): AsyncGenerator<string> {
  if (format === 'ndjson') {
    for await (const batch of batches) {
      yield batch.map((row) => `${JSON.stringify(toJson(row))}\n`).join('');
    }
    return;
  }
  let before = '[\n';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.map((row) => JSON.stringify(toJson(row))).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
