import { relative, resolve } from 'node:path';
import { createProvider } from './create-provider.ts';
import { readProviderNames } from './provider-names.ts';

/** pnpm runs scripts in the workspace's folder. */
const root = process.cwd();
const template = resolve(import.meta.dirname, '../../provider-template');

try {
  const [what, name, ...others] = process.argv.slice(2);
  if (what !== 'provider' || name === undefined || others.length > 0) {
    throw new Error('Say what is new: pnpm new provider NAME');
  }
  const folder = relative(root, await createProvider(readProviderNames(name), { root, template }));
  process.stdout.write(`Made ${folder}. Then:

  pnpm install
  pnpm exec vitest run ${folder}

docs/write-a-provider.md leads on from here.
`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
