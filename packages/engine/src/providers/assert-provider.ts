import { ConfigError, manifestSchema, mappersOf, type Provider, providerSpec } from '@cdr/core';
import { describeIssues, formatPath } from '../config/describe-issues.ts';
import type { ProviderLocation } from './locate-provider.ts';

/** Checks what a provider package exports. Throws `ConfigError` that says what keeps it from use. */
export function assertProvider(
  value: unknown,
  { package: name, url }: ProviderLocation,
): asserts value is Provider {
  const fault = faultOf(value, name);
  if (fault === null) return;
  throw new ConfigError({ what: `${name} ${fault}`, ...(url === null ? {} : { where: url }) });
}

/** What keeps a value from being a provider, as the rest of a sentence about its package. */
function faultOf(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null || !('spec' in value)) {
    return 'is not a provider: its default export has no "spec"';
  }
  const { spec } = value;
  if (typeof spec === 'number' && spec > providerSpec) {
    return `needs a newer cdr: it speaks version ${spec} of the provider contract, this one speaks ${providerSpec}; update @cdr/cli and what belongs to it`;
  }
  if (spec !== providerSpec) {
    return `is too old: it speaks version ${String(spec)} of the provider contract, this cdr speaks ${providerSpec}; install its latest version: npm install ${name}@latest`;
  }
  const { manifest, options, ...functions } = { ...blank, ...value };
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    const [problem] = describeIssues(manifestSchema, manifest, parsed.error);
    return `is not a valid provider: manifest.${formatPath(problem?.path ?? [])}: ${problem?.message}`;
  }
  if (typeof options !== 'object' || options === null || !('safeParse' in options)) {
    return 'is not a valid provider: its "options" are no zod schema';
  }
  const missing = ['connect' as const, ...mappersOf(parsed.data)].find(
    (name) => typeof functions[name] !== 'function',
  );
  return missing === undefined
    ? null
    : `is not a valid provider: it has no function "${missing}", which its streams need`;
}

const blank: Record<Exclude<keyof Provider, 'spec'>, unknown> = {
  manifest: undefined,
  options: undefined,
  createMapper: undefined,
  createStatisticsMapper: undefined,
  createNoteMapper: undefined,
  connect: undefined,
};
