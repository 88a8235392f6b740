import { canonicalText, type Stream } from '@cdr/core';
import type { ZodType } from 'zod';
import { describeOptions } from '../config/describe-options.ts';
import { hashOf } from '../hash.ts';

/** Options by name, each with a fingerprint of its value. */
export type OptionMarks = Record<string, number>;

/**
 * The options that decide what is read of such data: all that config sets, but for credentials, those
 * whose schema says that they decide none of it, and those that are set to their default. Fingerprints
 * stand for the values, since an author may forget to mark a credential as one.
 */
export function decidingOptions(
  schema: ZodType,
  options: Record<string, unknown>,
  kind: Stream['kind'],
): OptionMarks {
  const known = new Map(describeOptions(schema).map((option) => [option.name, option]));
  const marks: OptionMarks = {};
  for (const [name, value] of Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const option = known.get(name);
    if (option?.secret || !(option?.decides?.includes(kind) ?? true)) continue;
    const text = canonicalText(value);
    if (option !== undefined && 'default' in option && canonicalText(option.default) === text) {
      continue;
    }
    marks[name] = hashOf(text);
  }
  return marks;
}
