import { createAcmeProvider } from '../__fixtures__/acme/acme-provider.ts';
import { acmeToken, createVendorApi } from '../__fixtures__/acme/acme-vendor-api.ts';
import { describeProvider } from './describe-provider.ts';

describeProvider({
  provider: createAcmeProvider(),
  vendorApi: createVendorApi,
  options: { token: acmeToken },
  readings: [
    { name: 'old calls are left out', vendorApiOptions: {} },
    { name: 'old calls are refused', vendorApiOptions: { tooOld: 'refused' } },
  ],
  answers: { rows: 'calls', total: 'total' },
});
