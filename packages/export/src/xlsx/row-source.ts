/** Rows that are taken in pieces of the size that is wanted. */
export interface RowSource<Row> {
  /** The rows that come next, without taking them; nothing at the end. */
  peek(): Promise<readonly Row[]>;
  /** Takes `most` rows or fewer; nothing at the end. */
  take(most: number): Promise<readonly Row[]>;
}

/** Takes rows from batches. */
export function createRowSource<Row>(
  batches: AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>,
): RowSource<Row> {
  let batch: readonly Row[] = [];
  let isAtEnd = false;

  async function peek(): Promise<readonly Row[]> {
    while (batch.length === 0 && !isAtEnd) {
      const next = await batches.next();
      if (next.done === true) isAtEnd = true;
      else batch = next.value;
    }
    return batch;
  }

  return {
    peek,
    async take(most) {
      const all = await peek();
      batch = all.slice(most);
      return all.slice(0, most);
    },
  };
}
