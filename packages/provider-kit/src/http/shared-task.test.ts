import { describe, expect, it } from 'vitest';
import { createSharedTask } from './shared-task.ts';

/** A task that ends when it is told; `runs` holds the signals of its runs. */
function createTask() {
  const runs: AbortSignal[] = [];
  const ends: Array<(value: number) => void> = [];
  const task = createSharedTask((signal) => {
    runs.push(signal);
    return new Promise<number>((resolve, reject) => {
      ends.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
  return { task, runs, end: (value: number) => ends.at(-1)?.(value) };
}

describe('createSharedTask', () => {
  it('runs once for all who wait, and again for who comes later', async () => {
    const { task, runs, end } = createTask();
    const { signal } = new AbortController();
    const waiting = [task(signal), task(signal)];
    end(1);
    expect(await Promise.all(waiting)).toEqual([1, 1]);
    const later = task(signal);
    end(2);
    expect(await later).toBe(2);
    expect(runs).toHaveLength(2);
  });

  it('goes on for the others when one leaves', async () => {
    const { task, runs, end } = createTask();
    const first = new AbortController();
    const leaving = task(first.signal);
    const staying = task(new AbortController().signal);
    first.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    expect(runs[0]?.aborted).toBe(false);
    end(1);
    expect(await staying).toBe(1);
  });

  it('aborts the run when the last one leaves, and starts anew for the next', async () => {
    const { task, runs, end } = createTask();
    const only = new AbortController();
    const leaving = task(only.signal);
    only.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    expect(runs[0]?.aborted).toBe(true);
    const next = task(new AbortController().signal);
    end(2);
    expect(await next).toBe(2);
  });

  it('fails for all, and starts anew afterwards', async () => {
    let runs = 0;
    const task = createSharedTask(async () => {
      runs += 1;
      if (runs === 1) throw new Error('refused');
      return runs;
    });
    const { signal } = new AbortController();
    const outcomes = await Promise.allSettled([task(signal), task(signal)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(await task(signal)).toBe(2);
  });

  it('does not run for a signal that has aborted', async () => {
    const { task, runs } = createTask();
    await expect(task(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(runs).toHaveLength(0);
  });
});
