/** Joins the run under way, or starts one. Rejects at once with the signal's reason when it aborts. */
export type SharedTask<T> = (signal: AbortSignal) => Promise<T>;

interface Run<T> {
  promise: Promise<T>;
  controller: AbortController;
  waiting: number;
}

/**
 * Lets callers who want the same thing at the same time wait for one run of `task`. The run is
 * aborted when the last of them has gone, not with the first one.
 */
export function createSharedTask<T>(task: (signal: AbortSignal) => Promise<T>): SharedTask<T> {
  let current: Run<T> | null = null;

  function start(): Run<T> {
    const controller = new AbortController();
    const run: Run<T> = { controller, waiting: 0, promise: task(controller.signal) };
    const end = () => {
      if (current === run) current = null;
    };
    run.promise.then(end, end);
    return run;
  }

  return (signal) => {
    if (signal.aborted) return Promise.reject(signal.reason);
    current ??= start();
    const run = current;
    run.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        reject(signal.reason);
        run.waiting -= 1;
        if (run.waiting > 0) return;
        if (current === run) current = null;
        run.controller.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      run.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  };
}
