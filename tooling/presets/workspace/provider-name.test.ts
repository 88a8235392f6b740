import { expect, it } from 'vitest';
import { providerName } from './provider-name.ts';

it.each(['@cdr/provider-thulium', '@acme/cdr-provider-phones', 'cdr-provider-phones'])(
  '%s names a provider',
  (name) => expect(name).toMatch(providerName),
);

it.each(['@cdr/provider-kit', '@cdr/core', '@acme/provider-phones', 'my-cdr-provider-phones'])(
  '%s does not',
  (name) => expect(name).not.toMatch(providerName),
);
