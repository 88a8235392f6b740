import type { Provider } from '@cdr/core';
import {
  configErrorOf,
  describeIssues,
  describeOptions,
  type OptionDescription,
} from '@cdr/engine';

/** A variable that the config refers to. */
export interface ConfigVariable {
  name: string;
  /** `null` when nobody has told it yet. */
  value: string | null;
}

/** Options for the config file, and the variables in them. */
export interface CompletedOptions {
  options: Record<string, unknown>;
  variables: ConfigVariable[];
}

/**
 * Makes a provider's options from what was typed: credentials become variables, and so does what is
 * needed and wasn't told. Throws `ConfigError` for options that the provider doesn't have.
 */
export function completeOptions(
  typed: Readonly<Record<string, string>>,
  provider: Provider,
): CompletedOptions {
  const known = describeOptions(provider.options);
  const options: Record<string, unknown> = {};
  const variables: ConfigVariable[] = [];

  function refer(key: string, value: string | null): void {
    const name = variableName(provider.manifest.id, key);
    options[key] = `\${${name}}`;
    variables.push({ name, value });
  }

  for (const [key, value] of Object.entries(typed)) {
    const option = known.find(({ name }) => name === key);
    if (option?.secret === true && !value.includes('${')) refer(key, value);
    else {
      options[key] = typedValue(value, option);
      for (const [, name = ''] of value.matchAll(/\$\{(\w+)\}/g))
        variables.push({ name, value: null });
    }
  }
  for (const { name, required } of known) if (required && !(name in options)) refer(name, null);
  for (const key of leastMissing(options, { known, provider })) refer(key, null);

  const problems = problemsOf(options, provider);
  if (problems.length > 0) throw configErrorOf(problems, { path: ['options'] });
  return { options, variables };
}

/**
 * The fewest further options with which the provider is content: where it takes one login or
 * another, none of them is required by itself. None when nothing helps.
 */
function leastMissing(
  options: Readonly<Record<string, unknown>>,
  { known, provider }: { known: readonly OptionDescription[]; provider: Provider },
): string[] {
  const open = known
    .filter((option) => option.type === 'string' && !('default' in option))
    .filter((option) => !(option.name in options))
    .map(({ name }) => name);
  for (let size = 0; size <= Math.min(3, open.length); size += 1) {
    for (const keys of subsets(open, size)) {
      const tried = { ...options, ...Object.fromEntries(keys.map((key) => [key, '${ }'])) };
      if (problemsOf(tried, provider).length === 0) return keys;
    }
  }
  return [];
}

function subsets(items: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/** What is wrong with the options, apart from values that only their variables will tell. */
function problemsOf(options: Readonly<Record<string, unknown>>, { options: schema }: Provider) {
  const { error } = schema.safeParse(options);
  if (error === undefined) return [];
  return describeIssues(schema, options, error).filter(
    ({ path: [key] }) => !String(options[String(key)]).includes('${'),
  );
}

function typedValue(text: string, option: OptionDescription | undefined): unknown {
  const { type } = option ?? {};
  if ((type === 'integer' || type === 'number') && text.trim() !== '') return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'array') return text.split(',').map((part) => part.trim());
  return text;
}

/** `THULIUM_BASE_URL` for the option `baseUrl` of Thulium. */
function variableName(provider: string, key: string): string {
  return `${provider}_${key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')}`
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
