import { describeProvider } from '@cdr/testkit';
import soluno from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

describeProvider({
  provider: soluno,
  vendorApi: createVendorApi,
  options: describeVendorApi('https://soluno.test').options,
  readings: [
    { name: 'the documents are taken at their word', vendorApiOptions: {} },
    { name: 'to means the point, not the minute', vendorApiOptions: { to: 'point' } },
    { name: 'an hour that comes twice means the later one', vendorApiOptions: { fold: 'later' } },
    { name: 'calls are filtered by their end', vendorApiOptions: { filterBy: 'stop' } },
    { name: 'calls are told while they go on', vendorApiOptions: { appears: 'at-start' } },
    { name: 'old calls are refused', vendorApiOptions: { tooOld: 'refused' } },
    { name: 'the five minutes are enforced', vendorApiOptions: { minPollMs: 300_000 } },
    { name: 'tokens hold for a minute', vendorApiOptions: { tokenLifetimeMs: 60_000 } },
    { name: 'absent times are the text "null"', vendorApiOptions: { absent: 'text' } },
    { name: 'absent times are empty', vendorApiOptions: { absent: 'empty' } },
    { name: 'absent times are left out', vendorApiOptions: { absent: 'missing' } },
  ],
  answers: { rows: null, total: null },
});
