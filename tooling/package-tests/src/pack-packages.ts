import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runProgram } from '@cdr/new-provider';

/** A package that people install. */
export interface ShippedPackage {
  name: string;
  folder: string;
  /** What it can be imported by: `@cdr/store`, `@cdr/store/columnar`. */
  entries: string[];
}

const workspace = resolve(import.meta.dirname, '../../..');

/** The packages of this workspace that people install. */
export async function listShippedPackages(): Promise<ShippedPackage[]> {
  const found: ShippedPackage[] = [];
  for (const group of ['packages', 'apps']) {
    for (const own of await readdir(join(workspace, group))) {
      const folder = join(workspace, group, own);
      const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      if (manifest.private === true) continue;
      const { name, exports = {} } = manifest;
      const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
      found.push({ name, folder, entries: entries.map((entry) => join(name, entry)) });
    }
  }
  return found;
}

/** Builds what isn't built yet. */
export async function buildPackages(): Promise<void> {
  await runPnpm(['run', 'build'], workspace);
}

/** Packs all packages of this workspace that people install; gives the files. */
export function packWorkspace(destination: string): Promise<string[]> {
  const those = ['packages', 'apps'].map((group) => `--filter=./${group}/*`);
  return pack(workspace, destination, those);
}

/** Packs the package in a folder as it would be published; gives the file. */
export function packFolder(folder: string, destination: string): Promise<string[]> {
  return pack(folder, destination, []);
}

async function pack(cwd: string, to: string, those: readonly string[]): Promise<string[]> {
  const printed = await runPnpm([...those, 'pack', '--json', '--pack-destination', to], cwd);
  const packed: { filename: string }[] = [JSON.parse(printed)].flat();
  return packed.map(({ filename }) => resolve(to, filename));
}

/** Runs the pnpm of this workspace. */
async function runPnpm(parameters: readonly string[], cwd: string): Promise<string> {
  const { packageManager } = JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8'));
  const { code, stdout, stderr } = await runProgram(
    'npx',
    ['-y', packageManager, ...parameters],
    cwd,
  );
  if (code !== 0) throw new Error(`pnpm ${parameters.join(' ')} failed: ${stdout}${stderr}`);
  return stdout;
}
