import type { InstantField, Length } from '@cdr/core';

const durationColumns = {
  durationMs: 'duration_ms',
  waitMs: 'wait_ms',
  talkMs: 'talk_ms',
  holdMs: 'hold_ms',
  billedMs: 'billed_ms',
} as const satisfies Record<Extract<Length, string>, string>;

const instantColumns = {
  startedAt: 'started_at',
  queuedAt: 'queued_at',
  answeredAt: 'answered_at',
  endedAt: 'ended_at',
} as const satisfies Record<InstantField, string>;

/** The columns of calls that lengths and stretches are made of. */
export const timeColumns: readonly string[] = [
  ...Object.values(instantColumns),
  ...Object.values(durationColumns),
];

/** The moment of a call that a field tells, in milliseconds; `NULL` where it isn't known. */
export function instantSql(field: InstantField): string {
  return `epoch_ms(${instantColumns[field]})`;
}

/** A length in milliseconds, as core's `lengthOf` has it; `NULL` where it isn't known. */
export function lengthSql(length: Length): string {
  if (typeof length === 'string') return durationColumns[length];
  if ('from' in length) return `(${instantSql(length.to)} - ${instantSql(length.from)})`;
  if ('sumOf' in length) return `(${length.sumOf.map(lengthSql).join(' + ')})`;
  return `coalesce(${length.firstOf.map(lengthSql).join(', ')})`;
}
