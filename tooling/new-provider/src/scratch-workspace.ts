import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createProvider } from './create-provider.ts';
import { readProviderNames } from './provider-names.ts';
import { type ProgramEnd, runProgram } from './run-program.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const template = resolve(import.meta.dirname, '../../provider-template');
const shared = [
  '.gitignore',
  'biome.json',
  'package.json',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'vitest.config.ts',
];

/** A workspace outside of this one, as a checkout is, with nothing but new providers in it. */
export interface ScratchWorkspace {
  /** Makes a new provider, as `pnpm new provider` does; gives its folder. */
  addProvider(name: string): Promise<string>;
  /** Runs a program that is installed for a folder, such as `tsup`. Default: the workspace's own. */
  run(program: string, parameters: readonly string[], folder?: string): Promise<ProgramEnd>;
  close(): Promise<void>;
}

/** Opens one. What is installed here is installed there. */
export async function openScratchWorkspace(): Promise<ScratchWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'cdr-workspace-'));
  for (const name of shared) await cp(join(workspace, name), join(root, name));
  await symlink(join(workspace, 'node_modules'), join(root, 'node_modules'));
  await mkdir(join(root, 'packages'));
  return {
    async addProvider(name) {
      const folder = await createProvider(readProviderNames(name), { root, template });
      await symlink(join(template, 'node_modules'), join(folder, 'node_modules'));
      return folder;
    },
    run: (program, parameters, folder = root) =>
      runProgram(join(folder, 'node_modules/.bin', program), parameters, folder),
    close: () => rm(root, { recursive: true }),
  };
}
