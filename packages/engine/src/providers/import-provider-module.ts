import { CdrError, ConfigError } from '@cdr/core';
import type { ProviderLocation } from './locate-provider.ts';

/** Imports what was located. Throws `ConfigError` that says why it can't be; `absence` completes "… can't be". */
export async function importModule(
  { package: name, url }: ProviderLocation,
  absence: string,
): Promise<object> {
  if (url === null) {
    throw new ConfigError({ what: `The provider package ${name} can't be ${absence}` });
  }
  try {
    const module: unknown = await import(/* @vite-ignore */ url);
    return Object(module);
  } catch (cause) {
    if (CdrError.isInstance(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError({
      what: `The provider package ${name} can't be loaded: ${reason}`,
      cause,
    });
  }
}
