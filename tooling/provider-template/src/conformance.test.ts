import { describeProvider } from '@cdr/testkit';
import provider from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

describeProvider({
  provider,
  vendorApi: createVendorApi,
  options: describeVendorApi('https://vendor.test').options,
  readings: [
    { name: 'the end of a range is not meant', vendorApiOptions: {} },
    { name: 'the end of a range is meant, too', vendorApiOptions: { to: 'inclusive' } },
  ],
  answers: { rows: 'calls', total: 'total' },
});
