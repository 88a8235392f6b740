import { describeProvider } from '@cdr/testkit';
import { createAcmeProvider } from './acme-provider.ts';
import { acmeAnswers, acmeToken, createVendorApi } from './acme-vendor-api.ts';

describeProvider({
  provider: createAcmeProvider(),
  vendorApi: createVendorApi,
  options: { token: acmeToken },
  readings: [
    { name: 'old calls are left out', vendorApiOptions: {} },
    { name: 'old calls are refused', vendorApiOptions: { tooOld: 'refused' } },
  ],
  answers: { rows: 'calls', total: 'total' },
  answersOf: acmeAnswers,
});
