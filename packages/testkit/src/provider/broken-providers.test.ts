import { expect, it } from 'vitest';
import { createAcmeProvider } from '../__fixtures__/acme/acme-provider.ts';
import { acmeSubject } from '../__fixtures__/acme/acme-subject.ts';
import { createNamelessAcme } from '../__fixtures__/acme/nameless-acme.ts';
import { acmeVariants } from '../__fixtures__/broken-acme/acme-variants.ts';
import { brokenAcme } from '../__fixtures__/broken-acme/broken-acme.ts';
import { brokenStores } from '../__fixtures__/broken-acme/broken-stores.ts';
import { caughtCalls } from '../__fixtures__/broken-acme/caught-calls.ts';
import { caughtNotes } from '../__fixtures__/broken-acme/caught-notes.ts';
import { caughtStores } from '../__fixtures__/broken-acme/caught-stores.ts';
import { caughtSums } from '../__fixtures__/broken-acme/caught-sums.ts';
import { caughtToo } from '../__fixtures__/broken-acme/caught-too.ts';
import type { Check } from './check.ts';
import { createProviderChecks } from './create-checks.ts';
import type { ProviderSubject } from './provider-subject.ts';

const caughtBy = { ...caughtCalls, ...caughtSums, ...caughtNotes };
const providerCases = [
  ...Object.entries(caughtBy).map(([defect, [name, says]]) => ({ defect, name, says })),
  ...caughtToo.map(([defect, name, says]) => ({ defect, name, says })),
];
const storeCases = caughtStores.map(([defect, name, says]) => ({ defect, name, says }));

it.each(providerCases)('a provider that $defect fails where it $name', async (own) => {
  const createProvider = brokenAcme[own.defect] ?? expect.fail('nobody makes this mistake');
  await expectCaught(acmeSubject(createProvider()), own);
});

it.each(storeCases)('a store that $defect is caught where a provider $name', async (own) => {
  const createStore = brokenStores[own.defect] ?? expect.fail('nobody makes this mistake');
  await expectCaught({ ...acmeSubject(createAcmeProvider()), createStore }, own);
});

it('leaves out no mistake', () => {
  expect(Object.keys(caughtBy).sort()).toEqual(Object.keys(brokenAcme).sort());
  const ofStores = new Set(storeCases.map(({ defect }) => defect));
  expect([...ofStores].sort()).toEqual(Object.keys(brokenStores).sort());
});

it('has no check that catches nobody', () => {
  const checks = acmeVariants.flatMap((subject) => createProviderChecks(subject));
  const origins = new Map(checks.map((check) => [check.name, originOf(check)]));
  const catching = [...providerCases, ...storeCases].map(({ name }) => origins.get(name));
  expect(new Set(catching)).toEqual(new Set(origins.values()));
});

it.each(
  createProviderChecks(acmeSubject(createNamelessAcme())).filter(
    ({ group }) => group === 'changes',
  ),
)('a vendor without ids passes where its provider $name', async ({ run }) => {
  await run();
});

async function expectCaught(
  subject: ProviderSubject,
  { name, says }: { name: string; says: RegExp },
): Promise<void> {
  const check = createProviderChecks(subject).find((own) => own.name === name);
  expect(check).toBeDefined();
  await expect(check?.run()).rejects.toThrow(says);
}

/**
 * The check, whichever stream it is made for: streams of the same kind share all of theirs, and
 * streams of all kinds some.
 */
function originOf({ name, group }: Check): string {
  const [, stream = 'calls', own = name] = /^([a-z-]+): (.*)$/.exec(name) ?? [];
  const isShared = /(^|: )(faults|crashes|hygiene)$/.test(group);
  const kind = stream.startsWith('sums') ? 'sums' : stream === 'notes' ? 'notes' : 'calls';
  return isShared ? own : `${kind}: ${own}`;
}
