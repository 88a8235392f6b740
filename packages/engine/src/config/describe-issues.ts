import type { ZodError, ZodType } from 'zod';
import { nearestName } from './nearest-name.ts';
import { nodesAt, propertiesOf } from './schema-nodes.ts';

type Issue = ZodError['issues'][number];

/** What is wrong at one place of a value. */
export interface Problem {
  path: readonly PropertyKey[];
  /** A clause without its full stop; holds names of keys, never values. */
  message: string;
}

/**
 * What is wrong with `value`, in words for the person who wrote it: unknown keys come with the
 * nearest known name, missing ones are called missing, and of a union the alternative speaks that
 * fits best.
 */
export function describeIssues(schema: ZodType, value: unknown, error: ZodError): Problem[] {
  const issues = error.issues.flatMap((issue) => flatten(issue, []));
  const suggested = new Set<string>();
  const problems = issues.flatMap(({ issue, path }): Problem[] => {
    if (issue.code !== 'unrecognized_keys') return [];
    const known = [
      ...new Set(
        nodesAt(schema, path)
          .flatMap(propertiesOf)
          .map(([name]) => name),
      ),
    ];
    return issue.keys.map((key) => {
      const nearest = nearestName(key, known);
      if (nearest !== null) suggested.add(formatPath([...path, nearest]));
      return { path, message: describeUnknownKey(key, nearest, known) };
    });
  });
  for (const { issue, path } of issues) {
    if (issue.code === 'unrecognized_keys') continue;
    const missing = issue.code === 'invalid_type' && valueAt(value, path) === undefined;
    // A misspelt key that was already pointed out needn't be called missing as well.
    if (missing && suggested.has(formatPath(path))) continue;
    problems.push({ path, message: missing ? 'is missing' : lowerFirst(issue.message) });
  }
  return problems;
}

/** Writes a place as people do in JavaScript: `sources.warsaw.options["api-key"]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

/** An issue of nested schemas as those that say something, with paths from the top. */
function flatten(
  issue: Issue,
  base: readonly PropertyKey[],
): { issue: Issue; path: PropertyKey[] }[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const [best] = [...issue.errors].sort((a, b) => weight(a) - weight(b));
    if (best !== undefined) return best.flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => flatten(inner, path));
  return [{ issue, path }];
}

function weight(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
    0,
  );
}

function describeUnknownKey(key: string, nearest: string | null, known: string[]): string {
  const unknown = `unknown key ${JSON.stringify(key)}`;
  if (nearest !== null) return `${unknown}, did you mean ${JSON.stringify(nearest)}?`;
  if (known.length === 0) return `${unknown}; no key is known here`;
  return `${unknown}; known are ${known.join(', ')}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined,
    value,
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
