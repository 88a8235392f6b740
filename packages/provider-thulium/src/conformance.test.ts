import { describeProvider } from '@cdr/testkit';
import thulium from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

describeProvider({
  provider: thulium,
  vendorApi: createVendorApi,
  options: describeVendorApi('https://acme.thulium.test').options,
  readings: [
    { name: 'the documents are taken at their word', vendorApiOptions: {} },
    { name: 'date_to means the whole minute', vendorApiOptions: { dateTo: 'minute' } },
    { name: 'an hour that comes twice means the later one', vendorApiOptions: { fold: 'later' } },
    { name: 'pages are shorter than documented', vendorApiOptions: { pageCap: 9 } },
    { name: 'ids are text', vendorApiOptions: { ids: 'text' } },
    { name: 'ids are now text, now numbers', vendorApiOptions: { ids: 'mixed' } },
    { name: 'ids are numbers', vendorApiOptions: { ids: 'number' } },
  ],
  answers: { rows: 'result', total: 'count' },
});
