import { it } from 'vitest';
import { acmeSubject } from '../__fixtures__/acme/acme-subject.ts';
import { withStream } from '../__fixtures__/broken-acme/alter-acme.ts';
import { createProviderChecks } from './create-checks.ts';

const provider = withStream((stream) => ({
  ...stream,
  window: { ...stream.window, span: 'PT6H' },
}));

it.each(
  createProviderChecks(acmeSubject(provider)).filter(
    ({ group }) => group === 'records' || group === 'changes',
  ),
)('a provider that reads a quarter of a day at once passes where it $name', async ({ run }) => {
  await run();
});
