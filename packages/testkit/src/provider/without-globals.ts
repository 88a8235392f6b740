/** A day long before any that a check is about. */
const wrongNow = Date.UTC(2001, 1, 3, 4, 5, 6);

/**
 * Runs something while the global `fetch` refuses and the global clock is decades off. What takes
 * both from where it should doesn't notice.
 */
export async function withoutGlobals<T>(run: () => Promise<T>): Promise<T> {
  const real = { fetch: globalThis.fetch, Date: globalThis.Date };
  globalThis.fetch = () => Promise.reject(new Error('the global fetch is not to be used'));
  globalThis.Date = new Proxy(real.Date, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [wrongNow] : parts, newTarget),
    get: (target, key, receiver) =>
      key === 'now' ? () => wrongNow : Reflect.get(target, key, receiver),
  });
  try {
    return await run();
  } finally {
    Object.assign(globalThis, real);
  }
}
