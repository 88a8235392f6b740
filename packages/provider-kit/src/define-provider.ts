import { ConfigError, manifestSchema, type Provider, providerSpec, zoneOf } from '@cdr/core';
import { describeIssues } from './rows/describe-issues.ts';

/**
 * Declares a provider. Throws `ConfigError`, naming the provider and the place, when the manifest
 * breaks the contract: at import, not at the first sync.
 */
export function defineProvider<Options>(
  definition: Omit<Provider<Options>, 'spec'>,
): Provider<Options> {
  const name = String(definition.manifest.id);
  const parsed = manifestSchema.safeParse(definition.manifest);
  if (!parsed.success) {
    throw new ConfigError({
      what: `The manifest of provider "${name}" is not valid: ${describeIssues(parsed.error)}`,
    });
  }
  const ids = parsed.data.streams.map((stream) => stream.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new ConfigError({
      what: `The manifest of provider "${name}" is not valid: streams: "${repeated}" twice`,
    });
  }
  zoneOf(parsed.data.timeZone);
  return { ...definition, spec: providerSpec };
}
