import {
  ConfigError,
  type Manifest,
  manifestSchema,
  type Provider,
  providerSpec,
  zoneOf,
} from '@cdr/core';
import { describeIssues } from './rows/describe-issues.ts';

/**
 * Declares a provider. Throws `ConfigError`, naming the provider and the place, when the manifest
 * breaks the contract: at import, not at the first sync.
 */
export function defineProvider<Options>(
  definition: Omit<Provider<Options>, 'spec'>,
): Provider<Options> {
  const problem = findProblem(definition.manifest);
  if (problem !== null) {
    throw new ConfigError({
      what: `The manifest of provider "${definition.manifest.id}" is not valid: ${problem}`,
    });
  }
  return { spec: providerSpec, ...definition };
}

function findProblem(manifest: Manifest): string | null {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) return describeIssues(parsed.error);
  const ids = parsed.data.streams.map((stream) => stream.id);
  const repeated = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (repeated !== -1) return `streams.${repeated}.id: "${ids[repeated]}" is taken`;
  try {
    zoneOf(parsed.data.timeZone);
    return null;
  } catch {
    return `timeZone: "${parsed.data.timeZone}" is not a time zone`;
  }
}
