import type { Call, CallQuery } from '@cdr/core';
import { planRanges } from './plan-ranges.ts';
import { readBatch } from './read-batch.ts';
import type { Readers } from './readers.ts';
import { resolveNames } from './resolve-names.ts';

const batchSize = 4000;

/**
 * Lists calls in batches. Each batch starts behind the last call of the one before, so that
 * commits in between neither repeat nor hide a call that was there all the time.
 */
export async function* readCalls(readers: Readers, query: CallQuery): AsyncGenerator<Call[]> {
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  if (left <= 0) return;
  const { filter, plan } = await readers.use(async (connection) => {
    const resolved = await resolveNames(connection, query.filter ?? {});
    const ranges = await planRanges(connection, resolved, query, batchSize);
    return { filter: resolved, plan: ranges };
  });
  let { skip } = plan;
  let { after } = query;
  for (const range of plan.ranges) {
    for (let full = true; full; ) {
      const size = Math.min(batchSize, left);
      const next = { ...query, ...(after === undefined ? {} : { after }) };
      const batch = await readers.use((connection) =>
        readBatch(connection, { filter, query: next, range, skip, size }),
      );
      const last = batch.at(-1);
      if (last !== undefined) {
        after = { startedAt: last.startedAt, id: last.id };
        skip = 0;
        yield batch;
      }
      left -= batch.length;
      if (left <= 0) return;
      full = batch.length === size;
    }
  }
}
