import type { Provider } from '@cdr/core';
import type { ServedSubject } from '@cdr/testkit';
import { type AcmeApiOptions, acmeAnswers, acmeToken, createVendorApi } from './acme-vendor-api.ts';

/** Acme's vendor, as it may behave, under a provider that may be wrong. */
export function acmeSubject(provider: Provider): ServedSubject<AcmeApiOptions> {
  return {
    provider,
    vendorApi: createVendorApi,
    options: { token: acmeToken },
    readings: [
      { name: 'old calls are left out', vendorApiOptions: {} },
      { name: 'old calls are refused', vendorApiOptions: { tooOld: 'refused' } },
    ],
    answers: { rows: 'calls', total: 'total' },
    answersOf: acmeAnswers,
  };
}
