import { describeProvider } from '@cdr/testkit';
import telecomx from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

describeProvider({
  provider: telecomx,
  vendorApi: createVendorApi,
  options: describeVendorApi('https://telecomx.test').options,
  readings: [
    { name: 'the documents are taken at their word', vendorApiOptions: {} },
    { name: 'the lower bound is exclusive', vendorApiOptions: { from: 'exclusive' } },
    { name: 'the upper bound is exclusive', vendorApiOptions: { to: 'exclusive' } },
    { name: 'records come oldest first', vendorApiOptions: { order: 'asc' } },
    { name: 'calls are filtered by their end', vendorApiOptions: { filterBy: 'end' } },
    { name: 'calls are told while they go on', vendorApiOptions: { appears: 'at-start' } },
    { name: 'pages are shorter than documented', vendorApiOptions: { pageCap: 9 } },
    { name: 'pages hold one record', vendorApiOptions: { pageCap: 1 } },
    { name: 'the list comes in an object', vendorApiOptions: { answer: 'object' } },
    { name: 'the caller comes in an array', vendorApiOptions: { callerForm: 'array' } },
    {
      name: 'tokens hold for a minute from the login',
      vendorApiOptions: { tokenMinutes: 1, tokenLifetimeFrom: 'login' },
    },
  ],
  answers: { rows: null, total: null },
});
