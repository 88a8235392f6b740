import type { PlannedSlice } from '@cdr/core';

/**
 * Works through slices, `concurrency` at once, oldest first. What `work` returns are the parts in
 * which a slice is to be worked on instead; they come before everything younger. After an error
 * nothing new is begun; it rejects with the first one, as soon as no work is under way any more.
 */
export async function runSlices(
  slices: readonly PlannedSlice[],
  concurrency: number,
  work: (slice: PlannedSlice) => Promise<PlannedSlice[]>,
): Promise<void> {
  const waiting = slices.toReversed();
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];

  async function run(slice: PlannedSlice): Promise<void> {
    try {
      waiting.push(...(await work(slice)).toReversed());
    } catch (error) {
      errors.push(error);
    }
  }

  for (;;) {
    while (running.size < concurrency && errors.length === 0) {
      const slice = waiting.pop();
      if (slice === undefined) break;
      const task = run(slice).finally(() => running.delete(task));
      running.add(task);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (errors.length > 0) throw errors[0];
}
