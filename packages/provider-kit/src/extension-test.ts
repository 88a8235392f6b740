import { ConfigError } from '@cdr/core';

/** Two to five digits: no number of the public network but emergency and service numbers is as short. */
const defaultShape = '\\d{2,5}';

/**
 * Tells extensions by the whole of their number. `shape` is the source of a regular expression;
 * `null` for the default. Throws `ConfigError` when it is none.
 */
export function createExtensionTest(shape: string | null): (number: string) => boolean {
  const pattern = compile(shape ?? defaultShape);
  return (number) => pattern.test(number);
}

function compile(shape: string): RegExp {
  try {
    return new RegExp(`^(?:${shape})$`);
  } catch (cause) {
    throw new ConfigError({
      what: `extensions: "${shape}" is no regular expression`,
      todo: 'Write one such as [1-9]\\d{2} for numbers of three digits',
      cause,
    });
  }
}
