import type { Problem } from './describe-issues.ts';

const reference = /\$\$\{|\$\{([^}]*)(\}?)/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A value in which variables were put, and what couldn't be. */
export interface ExpandedValue {
  value: unknown;
  problems: Problem[];
}

/**
 * Puts variables in the place of `${NAME}`, in every text of a JSON value at any depth; `$${`
 * stands for a literal `${`. A variable that isn't set is a problem that names it.
 */
export function expandVariables(
  value: unknown,
  variableOf: (name: string) => string | undefined,
): ExpandedValue {
  const problems: Problem[] = [];

  function expandText(text: string, path: readonly PropertyKey[]): string {
    return text.replace(reference, (whole, name: string | undefined, closing: string) => {
      if (name === undefined) return '${';
      const found = closing !== '' && variableName.test(name) ? variableOf(name) : undefined;
      if (found !== undefined) return found;
      problems.push({ path, message: describe(name, closing) });
      return whole;
    });
  }

  function expand(part: unknown, path: readonly PropertyKey[]): unknown {
    if (typeof part === 'string') return expandText(part, path);
    if (Array.isArray(part)) return part.map((item, index) => expand(item, [...path, index]));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, own]) => [key, expand(own, [...path, key])]),
    );
  }

  return { value: expand(value, []), problems };
}

/** Names the variable, or, where none is named, tells how to write a literal `${`. */
function describe(name: string, closing: string): string {
  if (closing !== '' && variableName.test(name)) {
    return `the environment variable ${name} is not set, neither in the environment nor in .env beside the config`;
  }
  const fault = closing === '' ? 'a "${" without its "}"' : 'a "${…}" that holds no variable name';
  return `${fault} (write "$\${" for a literal "\${")`;
}
