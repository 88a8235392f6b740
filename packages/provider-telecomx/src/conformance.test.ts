import { describeProvider } from '@cdr/testkit';
import telecomx from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

const sums = ['statistics-hour', 'statistics-day', 'statistics-week', 'statistics-month'];

describeProvider({
  provider: telecomx,
  vendorApi: createVendorApi,
  options: describeVendorApi('https://telecomx.test').options,
  readings: [
    { name: 'the documents are taken at their word', vendorApiOptions: {} },
    {
      name: 'the lower bound is exclusive',
      vendorApiOptions: { from: 'exclusive' },
      streams: ['calls'],
    },
    { name: 'the upper bound is exclusive', vendorApiOptions: { to: 'exclusive' } },
    { name: 'records come oldest first', vendorApiOptions: { order: 'asc' } },
    { name: 'calls are filtered by their end', vendorApiOptions: { filterBy: 'end' } },
    { name: 'calls are told while they go on', vendorApiOptions: { appears: 'at-start' } },
    { name: 'pages are shorter than documented', vendorApiOptions: { pageCap: 9 } },
    { name: 'the list comes in an object', vendorApiOptions: { answer: 'object' } },
    { name: 'the caller comes in an array', vendorApiOptions: { callerForm: 'array' } },
    {
      name: 'tokens hold for a minute from the login',
      vendorApiOptions: { tokenMinutes: 1, tokenLifetimeFrom: 'login' },
    },
    { name: 'names are padded', vendorApiOptions: { intervalKeys: 'padded' }, streams: sums },
    {
      name: 'answered inbound calls are never told',
      vendorApiOptions: { inboundAnswered: 'zero' },
      streams: sums,
    },
    {
      name: 'months are counted from 0',
      vendorApiOptions: { firstMonth: 0 },
      streams: ['statistics-month'],
    },
    {
      name: 'weeks begin on Sundays',
      vendorApiOptions: { weeks: 'from-sunday' },
      streams: ['statistics-week'],
    },
    {
      name: 'days are those of UTC',
      vendorApiOptions: { timeZone: 'UTC' },
      streams: ['statistics-day', 'statistics-week'],
    },
    {
      name: 'months are those of Chicago',
      vendorApiOptions: { timeZone: 'America/Chicago' },
      streams: ['statistics-month'],
    },
  ],
  answers: { rows: null, total: null },
});
