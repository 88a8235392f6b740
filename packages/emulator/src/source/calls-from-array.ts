import { type Call, type CallSource, ConfigError } from '@cdr/core';
import { createConstantSource } from './call-source.ts';
import { orderCalls } from './order-calls.ts';

/**
 * Calls held in memory, in any order. Throws `ConfigError` when two of them have one id.
 * For calls that come, change or go later, see `createCallList`.
 */
export function callsFromArray(calls: readonly Call[]): CallSource {
  assertUniqueIds(calls);
  const ordered = orderCalls(calls);
  return createConstantSource(ordered);
}

/** Throws `ConfigError` naming the first id that comes twice. */
export function assertUniqueIds(calls: readonly Call[]): void {
  const seen = new Set<string>();
  for (const { id } of calls) {
    if (seen.has(id)) throw new ConfigError({ what: `Two calls have the id "${id}"` });
    seen.add(id);
  }
}
