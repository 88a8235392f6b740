import { type Call, type CallSource, ConfigError } from '@cdr/core';
import { createCallSource } from './call-source.ts';
import { assertUniqueIds } from './calls-from-array.ts';
import { orderCalls } from './order-calls.ts';

/** A source whose calls come, change and go while it is read. */
export interface CallList extends CallSource {
  /** Adds a call. Throws `ConfigError` when its id is there already. */
  insert(call: Call): void;
  /** Puts a call in the place of the one with its id. Throws `ConfigError` when there is none. */
  replace(call: Call): void;
  /** Takes a call away. Throws `ConfigError` when there is none. */
  remove(id: string): void;
}

/**
 * Calls in memory that can change, as a vendor's live list does. A reading that has begun goes on
 * over the calls as they were; the next `count` or `read` sees the change. A change costs time in
 * proportion to the number of calls.
 */
export function createCallList(calls: readonly Call[] = []): CallList {
  assertUniqueIds(calls);
  let ordered = orderCalls(calls);
  let revision = 0;

  function contents(): Call[] {
    return ordered.slice(0, ordered.length);
  }

  function without(id: string): Call[] {
    const rest = contents().filter((call) => call.id !== id);
    if (rest.length === ordered.length)
      throw new ConfigError({ what: `No call has the id "${id}"` });
    return rest;
  }

  function put(changed: readonly Call[]): void {
    ordered = orderCalls(changed);
    revision += 1;
  }

  return {
    ...createCallSource(() => ordered),
    revision: () => revision,
    insert(call) {
      const all = [...contents(), call];
      assertUniqueIds(all);
      put(all);
    },
    replace(call) {
      put([...without(call.id), call]);
    },
    remove(id) {
      put(without(id));
    },
  };
}
