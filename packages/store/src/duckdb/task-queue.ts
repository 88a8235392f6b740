/** Runs tasks one at a time, in the order in which they came. */
export interface TaskQueue {
  /** Resolves or rejects as the task does; a task that fails does not hold up those behind it. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
