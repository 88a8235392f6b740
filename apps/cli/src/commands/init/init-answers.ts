import { ConfigError } from '@cdr/core';

/** What a config with one source is made from. */
export interface InitAnswers {
  provider: string;
  source: string;
  timeZone?: string | undefined;
  since?: string | undefined;
  /** The provider's options as typed. */
  options: Record<string, string>;
}

/** Reads `key=value` pairs. Throws `ConfigError` for one without `=`. */
export function parseOptionPairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      // Without "=", the text may be a password that lost its key: don't repeat it.
      if (at < 1) throw new ConfigError({ what: '--option takes key=value, such as username=api' });
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** What a source is called when nobody says: `phones` for the provider `@acme/cdr-provider-phones`. */
export function usualSourceName(provider: string): string {
  return provider.replace(/^.*[/\\]/, '').replace(/^cdr-provider-/, '');
}
