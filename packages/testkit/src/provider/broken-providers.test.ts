import { expect, it } from 'vitest';
import { acmeToken, createVendorApi } from '../__fixtures__/acme/acme-vendor-api.ts';
import { brokenAcme } from '../__fixtures__/acme/broken-acme.ts';
import { createProviderChecks } from './create-checks.ts';

/** Which check names which mistake. */
const caughtBy: Record<keyof typeof brokenAcme, string> = {
  'advances by the size asked for': 'reads on behind pages that are shorter than asked for',
  'asks for a minute too little': 'is exact at every bound when old calls are left out',
  'asks up to the machine’s own time':
    'takes neither network nor time from anywhere but its context',
  'claims a field that it has not': 'supplies the fields that the manifest names, and no others',
  'claims another reading of its bounds': 'reads bounds as the manifest says',
  'claims that nothing comes late': 'takes up records that the vendor tells late',
  'does not listen to its signal': 'stops at once when it is told to, whatever it is doing',
  'does not wait as long as it is told': 'waits for as many seconds as it is asked to',
  'drops rows without a caller': 'reads a range exactly',
  'ignores the total': 'is exact when a page comes a second time in place of the next',
  'leaks its token into errors': 'never tells its credentials',
  'reads ids as numbers': 'reads a range exactly',
  'reads local time as UTC': 'reads a range exactly',
  'remembers answers': 'forgets rejected rows once the vendor tells better ones',
  'retries a 401 for ever': 'stops asking when its credentials are refused',
  'stops at a short page': 'reads on behind pages that are shorter than asked for',
  'swallows errors as empty pages':
    'ends the same when the vendor once answers 500, whenever that is',
  'takes the row for its id': 'gives a record the same id whatever the order of keys and of rows',
  'throws on bad rows': 'keeps bad rows word for word, and their neighbours as calls',
  'writes row texts anew': 'keeps bad rows word for word, and their neighbours as calls',
};

it.each(Object.entries(caughtBy))('a provider that %s fails where it %s', async (defect, name) => {
  const createProvider = brokenAcme[defect];
  expect(createProvider).toBeDefined();
  if (createProvider === undefined) return;
  const checks = createProviderChecks({
    provider: createProvider(),
    vendorApi: createVendorApi,
    options: { token: acmeToken },
    readings: [{ name: 'old calls are left out', vendorApiOptions: {} }],
    answers: { rows: 'calls', total: 'total' },
  });
  const check = checks.find((own) => own.name === name);
  expect(check).toBeDefined();
  await expect(check?.run()).rejects.toThrow();
});

it('leaves out no mistake', () => {
  expect(Object.keys(caughtBy).sort()).toEqual(Object.keys(brokenAcme).sort());
});
