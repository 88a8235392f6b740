import { createProviderChecks } from '@cdr/testkit';
import { describe, it } from 'vitest';
import telecomx from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

const { options } = describeVendorApi('https://telecomx.test');
const places = [
  ['a header of its own', { tokenHeader: 'X-Visitor' }],
  ['the query', { tokenQuery: 'visitor' }],
] as const;

/** Of calls and of one kind of statistics: the others are asked for alike. */
const checked = /^(statistics-day: )?hygiene$/;

describe.each(places)('a token in %s', (_, place) => {
  const checks = createProviderChecks({
    provider: telecomx,
    vendorApi: createVendorApi,
    options: { ...options, ...place },
    readings: [{ name: 'it is looked for there', vendorApiOptions: place }],
    answers: { rows: null, total: null },
  });
  for (const { group, name, run } of checks) {
    if (checked.test(group)) it(name, run, 60_000);
  }
});
