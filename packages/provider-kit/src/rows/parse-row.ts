import type { z } from 'zod';
import { describeIssues } from './describe-issues.ts';

/** A row that keeps its schema, or the reason why it doesn't. */
export type ParsedRow<T> = { ok: true; value: T } | { ok: false; reason: string };

/**
 * Checks a row against its schema; a bad row is a value. `reason` names the places and the problems,
 * never the values. Use a plain `z.object`: it is twice as fast as a loose one.
 */
export function parseRow<T>(schema: z.ZodType<T>, row: unknown): ParsedRow<T> {
  const result = schema.safeParse(row);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, reason: describeIssues(result.error) };
}
