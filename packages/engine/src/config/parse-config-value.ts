import { ConfigError } from '@cdr/core';
import type { ZodType } from 'zod';
import { describeIssues, formatPath, type Problem } from './describe-issues.ts';

/** Where a value of the config stands, for messages. */
export interface ConfigPlace {
  /** The config file; absent when the value came from elsewhere. */
  file?: string;
  /** The key path above the value: `['sources', 'warsaw', 'options']`. */
  path?: readonly PropertyKey[];
}

/**
 * Checks a part of the config and gives it with its defaults. Throws one `ConfigError` that names
 * every problem with its key path, unknown keys with the nearest known name; never a value.
 */
export function parseConfigValue<Output>(
  schema: ZodType<Output>,
  value: unknown,
  place: ConfigPlace = {},
): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw configErrorOf(describeIssues(schema, value, result.error), place);
}

/** One error for all problems of one part of the config. */
export function configErrorOf(problems: readonly Problem[], place: ConfigPlace): ConfigError {
  const lines = problems.map(({ path, message }) => {
    const at = formatPath([...(place.path ?? []), ...path]);
    return at === '' ? message : `${at}: ${message}`;
  });
  const [first = 'wrong value'] = lines;
  const where = place.file === undefined ? {} : { where: place.file };
  if (lines.length === 1) return new ConfigError({ what: first, ...where });
  return new ConfigError({
    what: `The config has ${lines.length} errors`,
    ...where,
    todo: `Correct them:\n  - ${lines.join('\n  - ')}`,
  });
}
