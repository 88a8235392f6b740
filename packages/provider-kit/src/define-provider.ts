import { ConfigError, manifestSchema, mappersOf, type Provider, providerSpec } from '@cdr/core';
import { describeIssues } from './rows/describe-issues.ts';

/**
 * Declares a provider. Throws `ConfigError`, naming the provider and the place, when the manifest
 * breaks the contract, or a function that its streams need is missing: at import, not at the first sync.
 */
export function defineProvider<Options>(
  definition: Omit<Provider<Options>, 'spec'>,
): Provider<Options> {
  const { id } = definition.manifest;
  const { error } = manifestSchema.safeParse(definition.manifest);
  if (error !== undefined) {
    throw new ConfigError({
      what: `The manifest of provider "${id}" is not valid: ${describeIssues(error)}`,
    });
  }
  const missing = mappersOf(definition.manifest).find((name) => definition[name] === undefined);
  if (missing !== undefined) {
    throw new ConfigError({
      what: `Provider "${id}" has no ${missing}, which its streams need`,
    });
  }
  return { spec: providerSpec, ...definition };
}
