import { describeProvider } from '@cdr/testkit';
import caresoft from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

const { options } = describeVendorApi('https://caresoft.test');
const answers = { rows: 'calls', total: 'numFound' };

describeProvider({
  provider: caresoft,
  vendorApi: createVendorApi,
  options,
  readings: [
    { name: 'the documents are taken at their word', vendorApiOptions: {} },
    { name: 'the lower bound leaves its second out', vendorApiOptions: { since: 'exclusive' } },
    { name: 'the upper bound leaves its second out', vendorApiOptions: { to: 'exclusive' } },
    { name: 'pages are counted from 0', vendorApiOptions: { firstPage: 0, pageCap: 9 } },
    { name: 'pages are shorter than asked for', vendorApiOptions: { pageCap: 9 } },
    {
      name: 'pages are shorter than asked for and begin where full ones would',
      vendorApiOptions: { pageCap: 9, pageStart: 'count' },
    },
    {
      name: 'the newest come first, whatever is asked',
      vendorApiOptions: { order: 'newest-first' },
    },
    { name: 'call_type 3 tells all calls', vendorApiOptions: { ivr: 'all' } },
    { name: 'calls lost in the IVR are told as 3', vendorApiOptions: { ivrCallType: 3 } },
    { name: 'answered calls have a missed reason', vendorApiOptions: { missedReason: 'answered' } },
    { name: 'ids are as in the sample', vendorApiOptions: { ids: 'sample' } },
    { name: 'ids are text', vendorApiOptions: { ids: 'text' } },
    { name: 'ids are numbers', vendorApiOptions: { ids: 'number' } },
    { name: 'no calls are no list', vendorApiOptions: { nothing: 'missing' } },
    { name: 'no calls are null', vendorApiOptions: { nothing: 'null', okCode: 'ok' } },
    {
      name: 'few requests a second are let through',
      vendorApiOptions: { requestsPerSecond: 3, pageCap: 9 },
    },
    {
      name: 'others are refused in JSON',
      vendorApiOptions: { requestsPerSecond: 3, pageCap: 9, refusal: 'json' },
    },
  ],
  shortPages: (pageCap) => ({ pageCap }),
  answers,
});

describeProvider({
  provider: caresoft,
  vendorApi: createVendorApi,
  options: { ...options, zReading: 'utc' },
  readings: [{ name: 'the Z means UTC', vendorApiOptions: { z: 'utc' } }],
  shortPages: (pageCap) => ({ pageCap }),
  answers,
});
