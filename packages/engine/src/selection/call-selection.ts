import {
  type Call,
  type CallFilter,
  type CallKey,
  type CallSource,
  compareCallKeys,
} from '@cdr/core';

/**
 * Which calls are meant. Several filters, when a local range means another one in each zone: every
 * call matches one of them at most.
 */
export interface CallSelection {
  filters: readonly CallFilter[];
}

/** How a selection is read. */
export interface SelectionReading {
  limit?: number | undefined;
  /** Starts behind this call. */
  after?: CallKey | undefined;
  raw: boolean;
  /** Default `asc`. */
  order?: 'asc' | 'desc';
}

const batchSize = 1000;

/** The number of calls that are meant. */
export async function countSelected(
  calls: Pick<CallSource, 'count'>,
  { filters }: CallSelection,
): Promise<number> {
  const counts = await Promise.all(filters.map((filter) => calls.count(filter)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The calls that are meant, in the total order or the other way round. */
export async function* readSelected(
  calls: Pick<CallSource, 'read'>,
  { filters }: CallSelection,
  { limit, after, raw, order = 'asc' }: SelectionReading,
): AsyncGenerator<Call[]> {
  const query = {
    raw,
    order,
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after }),
  };
  const [first, ...others] = filters.map((filter) => calls.read({ ...query, filter }));
  if (first === undefined) return;
  if (others.length === 0) yield* first;
  else yield* mergeCalls([first, ...others], { limit: limit ?? Number.POSITIVE_INFINITY, order });
}

/** Merges readings that are each in the total order. */
async function* mergeCalls(
  readings: readonly AsyncIterable<Call[]>[],
  { limit, order }: { limit: number; order: 'asc' | 'desc' },
): AsyncGenerator<Call[]> {
  const isBefore = comesBefore(order);
  const cursors = readings.map(cursorOf);
  try {
    await Promise.all(cursors.map((cursor) => cursor.advance()));
    let batch: Call[] = [];
    for (let rest = limit; rest > 0; rest -= 1) {
      const next = cursors.reduce((least, cursor) =>
        isBefore(cursor.call(), least.call()) ? cursor : least,
      );
      const call = next.call();
      if (call === null) break;
      batch.push(call);
      await next.advance();
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  } finally {
    await Promise.all(cursors.map((cursor) => cursor.close()));
  }
}

interface Cursor {
  /** The call at hand; `null` at the end. */
  call(): Call | null;
  advance(): Promise<void>;
  close(): Promise<void>;
}

function cursorOf(reading: AsyncIterable<Call[]>): Cursor {
  const batches = reading[Symbol.asyncIterator]();
  let batch: Call[] = [];
  let index = 0;
  return {
    call: () => batch[index] ?? null,
    async advance() {
      index += 1;
      while (index >= batch.length) {
        const { done, value } = await batches.next();
        if (done === true) return;
        batch = value;
        index = 0;
      }
    },
    async close() {
      await batches.return?.();
    },
  };
}

function comesBefore(order: 'asc' | 'desc') {
  const sign = order === 'asc' ? 1 : -1;
  return (a: Call | null, b: Call | null): boolean =>
    a !== null && (b === null || sign * compareCallKeys(a, b) < 0);
}
