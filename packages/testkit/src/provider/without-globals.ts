import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timerPromises from 'node:timers/promises';

/** A day long before any that a check is about. */
const wrongNow = Date.UTC(2001, 1, 3, 4, 5, 6);

/** What stands where something else was. */
type Substitute = [owner: object, name: string, value: unknown];

/**
 * Runs something while the global `fetch` and all timers refuse and every clock of the machine is
 * decades off. What takes both from where it should doesn't notice.
 */
export async function withoutGlobals<T>(run: () => Promise<T>): Promise<T> {
  const restorers = substitutes().map(put);
  syncBuiltinESMExports();
  try {
    return await run();
  } finally {
    for (const restore of restorers) restore();
    syncBuiltinESMExports();
  }
}

function substitutes(): Substitute[] {
  const temporal: unknown = Reflect.get(globalThis, 'Temporal');
  const timersOf = (owner: object): Substitute[] => [
    [owner, 'setTimeout', refuseTimer],
    [owner, 'setInterval', refuseTimer],
  ];
  return [
    [globalThis, 'fetch', refuseRequest],
    [globalThis, 'Date', wrongDate(Date)],
    [performance, 'now', () => wrongNow - performance.timeOrigin],
    [process, 'hrtime', Object.assign(() => [0, 0], { bigint: () => 0n })],
    [AbortSignal, 'timeout', refuseTimer],
    ...[globalThis, timers, timerPromises].flatMap(timersOf),
    ...(isObject(temporal) ? [[temporal, 'Now', undefined] satisfies Substitute] : []),
  ];
}

/** Puts it there; gives what puts the other one back. */
function put([owner, name, value]: Substitute): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  };
}

function wrongDate(real: DateConstructor): DateConstructor {
  return new Proxy(real, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [wrongNow] : parts, newTarget),
    get: (target, key, receiver) =>
      key === 'now' ? () => wrongNow : Reflect.get(target, key, receiver),
  });
}

function refuseRequest(): Promise<never> {
  return Promise.reject(new Error('the global fetch is not to be used'));
}

function refuseTimer(): never {
  throw new Error('timers of the machine are not to be used');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
