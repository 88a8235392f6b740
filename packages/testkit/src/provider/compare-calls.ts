import { isDeepStrictEqual } from 'node:util';
import type { Call, CallStream } from '@cdr/core';
import { ConformanceError } from './conformance-error.ts';

const shownDifferences = 5;

/**
 * Throws a `ConformanceError` unless these are the same calls. Where a vendor has no ids, the
 * ordinals of calls that share what tells them apart may differ, but must count from 1.
 */
export function expectSameCalls(
  actual: readonly Call[],
  expected: readonly Call[],
  { identity }: CallStream,
): void {
  const differences =
    identity === 'id'
      ? differencesById(actual, expected)
      : [...differencesOfMultisets(actual, expected), ...ordinalProblems(actual)];
  if (differences.length === 0) return;
  const more = differences.length - shownDifferences;
  throw new ConformanceError(
    [
      `${actual.length} calls are stored where ${expected.length} are true:`,
      ...differences.slice(0, shownDifferences).map((line) => `  ${line}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join('\n'),
  );
}

/** The id of a call without its ordinal among the calls that share what tells them apart. */
export function idStem(id: string): string {
  return id.replace(/-\d+$/, '');
}

function differencesById(actual: readonly Call[], expected: readonly Call[]): string[] {
  const differences: string[] = [];
  const stored = new Map<string, Call>();
  for (const call of actual) {
    if (stored.has(call.id)) differences.push(`twice: ${describe(call)}`);
    stored.set(call.id, call);
  }
  for (const call of expected) {
    const own = stored.get(call.id);
    stored.delete(call.id);
    if (own === undefined) differences.push(`missing: ${describe(call)}`);
    else differences.push(...differingFields(own, call));
  }
  return [...differences, ...[...stored.values()].map((call) => `not true: ${describe(call)}`)];
}

function differencesOfMultisets(actual: readonly Call[], expected: readonly Call[]): string[] {
  const open = new Map<string, Call[]>();
  for (const call of actual) {
    const stem = idStem(call.id);
    open.set(stem, [...(open.get(stem) ?? []), call]);
  }
  const missing = expected.filter((call) => {
    const candidates = open.get(idStem(call.id)) ?? [];
    const at = candidates.findIndex((own) => isDeepStrictEqual(own, { ...call, id: own.id }));
    if (at >= 0) candidates.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((call) => `missing: ${describe(call)}`),
    ...[...open.values()].flat().map((call) => `not true: ${describe(call)}`),
  ];
}

function ordinalProblems(calls: readonly Call[]): string[] {
  const ordinals = new Map<string, number[]>();
  for (const { id } of calls) {
    const stem = idStem(id);
    ordinals.set(stem, [...(ordinals.get(stem) ?? []), Number(id.slice(stem.length + 1))]);
  }
  return [...ordinals].flatMap(([stem, found]) =>
    found.sort((a, b) => a - b).every((ordinal, index) => ordinal === index + 1)
      ? []
      : [`ordinals of ${stem} do not count from 1: ${found.join(', ')}`],
  );
}

function differingFields(actual: Call, expected: Call): string[] {
  const told: Record<string, unknown> = { ...expected };
  return Object.entries(actual).flatMap(([field, value]) =>
    isDeepStrictEqual(value, told[field])
      ? []
      : [
          `${actual.id}: ${field} is ${JSON.stringify(value)}, true is ${JSON.stringify(told[field])}`,
        ],
  );
}

function describe({ id, startedAt, disposition, durationMs }: Call): string {
  return `${id}, started ${startedAt}, ${disposition}, ${durationMs} ms`;
}
