import { describeProvider } from '@cdr/testkit';
import ccrm from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

/** At the provider's own pace, not at that of a vendor on loopback. */
const { requestsPerSecond: _, ...options } = describeVendorApi('https://acme.ccrm.test').options;

describeProvider({
  provider: ccrm,
  vendorApi: createVendorApi,
  options,
  readings: [
    { name: 'the documents are taken at their word', vendorApiOptions: {} },
    { name: 'dateFrom leaves its second out', vendorApiOptions: { dateFrom: 'exclusive' } },
    { name: 'dateTo leaves its second out', vendorApiOptions: { dateTo: 'exclusive' } },
    { name: 'dateTo means an instant', vendorApiOptions: { dateTo: 'inclusive' } },
    {
      name: 'neither date counts itself',
      vendorApiOptions: { dateFrom: 'exclusive', dateTo: 'exclusive' },
    },
    { name: 'an hour that comes twice means the later one', vendorApiOptions: { fold: 'later' } },
    { name: 'the oldest come first', vendorApiOptions: { order: 'asc', pageCap: 9 } },
    { name: 'words are as in the table', vendorApiOptions: { words: 'camel' } },
    { name: 'words have underscores', vendorApiOptions: { words: 'underscored' } },
    { name: 'words have spaces', vendorApiOptions: { words: 'spaced' } },
    { name: 'parties are lists', vendorApiOptions: { parties: 'lists' } },
    { name: 'numbers are text', vendorApiOptions: { numbers: 'text' } },
    { name: 'externalNumber is a stranger', vendorApiOptions: { externalNumber: 'other' } },
    { name: 'success is text', vendorApiOptions: { success: 'text' } },
    {
      name: 'few requests a second are let through',
      vendorApiOptions: { requestsPerSecond: 1, pageCap: 5 },
    },
    { name: 'note is a flag', vendorApiOptions: { note: 'flag' }, streams: ['notes'] },
    { name: 'notes are plain text', vendorApiOptions: { noteText: 'plain' }, streams: ['notes'] },
    {
      name: 'no files are an empty list',
      vendorApiOptions: { emptyFiles: 'list' },
      streams: ['notes'],
    },
  ],
  kinds: ['call', 'sms', 'fax'],
  shortPages: (pageCap) => ({ pageCap }),
  answers: { rows: 'data', total: 'otherData.totalCount' },
});
