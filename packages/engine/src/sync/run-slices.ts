import type { PlannedSlice } from '@cdr/core';
import pLimit from 'p-limit';

/**
 * Works through slices, `concurrency` at once, oldest first. What `work` returns are the parts in
 * which a slice is to be worked on instead; they join the queue. Rejects with the first error.
 */
export async function runSlices(
  slices: readonly PlannedSlice[],
  concurrency: number,
  work: (slice: PlannedSlice) => Promise<PlannedSlice[]>,
): Promise<void> {
  const limit = pLimit(concurrency);
  const running = new Set<Promise<void>>();

  function submit(slice: PlannedSlice): void {
    const task = limit(work, slice)
      .then((parts) => parts.forEach(submit))
      .finally(() => running.delete(task));
    running.add(task);
  }

  slices.forEach(submit);
  while (running.size > 0) await Promise.all(running);
}
