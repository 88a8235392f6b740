import { expect, it } from 'vitest';
import { acmeAnswers, acmeToken, createVendorApi } from '../__fixtures__/acme/acme-vendor-api.ts';
import { brokenAcme } from '../__fixtures__/broken-acme/broken-acme.ts';
import { caughtCalls } from '../__fixtures__/broken-acme/caught-calls.ts';
import { caughtNotes } from '../__fixtures__/broken-acme/caught-notes.ts';
import { caughtSums } from '../__fixtures__/broken-acme/caught-sums.ts';
import { caughtToo } from '../__fixtures__/broken-acme/caught-too.ts';
import { createProviderChecks } from './create-checks.ts';

const caughtBy = { ...caughtCalls, ...caughtSums, ...caughtNotes };

const cases = [
  ...Object.entries(caughtBy).map(([defect, [name, says]]) => ({ defect, name, says })),
  ...caughtToo.map(([defect, name, says]) => ({ defect, name, says })),
];

it.each(cases)('a provider that $defect fails where it $name', async ({ defect, name, says }) => {
  const createProvider = brokenAcme[defect];
  expect(createProvider).toBeDefined();
  if (createProvider === undefined) return;
  const checks = createProviderChecks({
    provider: createProvider(),
    vendorApi: createVendorApi,
    options: { token: acmeToken },
    readings: [
      { name: 'old calls are left out', vendorApiOptions: {} },
      { name: 'old calls are refused', vendorApiOptions: { tooOld: 'refused' } },
    ],
    answers: { rows: 'calls', total: 'total' },
    answersOf: acmeAnswers,
  });
  const check = checks.find((own) => own.name === name);
  expect(check).toBeDefined();
  await expect(check?.run()).rejects.toThrow(says);
});

it('leaves out no mistake', () => {
  expect(Object.keys(caughtBy).sort()).toEqual(Object.keys(brokenAcme).sort());
});
