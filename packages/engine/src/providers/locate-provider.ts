import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ConfigError } from '@cdr/core';
import { resolveModuleURL } from 'exsolve';
import { nodeConditions } from './node-conditions.ts';

/** Where providers are looked for. */
export interface ProviderLookup {
  /** Folders whose `node_modules`, and those above, are searched in this order: the config's, the working one, the program's. */
  from: readonly string[];
  /** Package conditions. Default: those of the running Node. */
  conditions?: readonly string[];
}

/** A provider's files. */
export interface ProviderLocation {
  /** The package's name; the path for a file outside any package. */
  package: string;
  /** `null` for such a file. */
  version: string | null;
  /** The module's address for `import()`; `null` when the package is there and lacks that module. */
  url: string | null;
}

/** The modules that a provider package has: itself, and its vendor's API. */
export type ProviderModule = '.' | './vendor-api';

/** The packages that a name in config may mean, the first one that is installed wins. */
export function packagesOf(name: string): string[] {
  const isPackage = name.startsWith('@') || name.startsWith('cdr-provider-');
  return isPackage ? [name] : [`@cdr/provider-${name}`, `cdr-provider-${name}`];
}

/**
 * Finds one module of a provider, without loading it. Throws `ConfigError` with the command that
 * installs it when the provider isn't there.
 */
export async function locateProvider(
  name: string,
  module: ProviderModule,
  { from, conditions = nodeConditions() }: ProviderLookup,
): Promise<ProviderLocation> {
  if (isPath(name)) return locatePath(name, module, { from, conditions });
  const packages = packagesOf(name);
  for (const candidate of packages) {
    for (const dir of from) {
      const manifest = findManifest(candidate, dir);
      if (manifest !== undefined) return locatePackage({ manifest, from: dir, module, conditions });
    }
  }
  throw new ConfigError({
    what: `The provider "${name}" is not installed (looked for ${packages.join(' and ')})`,
    todo: `Install it: npm install ${packages[0]}. Or correct the name: cdr providers lists what is installed`,
  });
}

function isPath(name: string): boolean {
  return /^(?:\.{1,2}(?:[\\/]|$)|file:)/.test(name) || isAbsolute(name);
}

function findManifest(packageName: string, dir: string): string | undefined {
  try {
    return findPackageJSON(packageName, pathToFileURL(join(dir, 'any.js')));
  } catch {
    return undefined;
  }
}

interface PackageModule {
  /** The path of its package.json. */
  manifest: string;
  /** The folder from which its name leads to it. */
  from: string;
  module: ProviderModule;
  conditions: readonly string[];
}

async function locatePackage({
  manifest,
  from,
  module,
  conditions,
}: PackageModule): Promise<ProviderLocation> {
  const { name, version } = await readManifest(manifest);
  const url = resolveModuleURL(`${name}${module.slice(1)}`, {
    from: pathToFileURL(join(from, 'any.js')),
    conditions: [...conditions],
    cache: false,
    try: true,
  });
  return { package: name, version, url: url ?? null };
}

async function locatePath(
  name: string,
  module: ProviderModule,
  { from, conditions }: Required<ProviderLookup>,
): Promise<ProviderLocation> {
  const path = name.startsWith('file:') ? fileURLToPath(name) : resolve(from[0] ?? '.', name);
  const kind = kindOf(path);
  if (kind === 'none') throw new ConfigError({ what: `There is no provider at ${path}` });
  const manifest = join(path, 'package.json');
  if (kind === 'folder' && kindOf(manifest) === 'file') {
    // From inside, a package is known by its own name.
    return locatePackage({ manifest, from: path, module, conditions });
  }
  const dir = kind === 'folder' ? path : resolve(path, '..');
  const stem = module === '.' ? 'index' : 'vendor-api';
  const entry =
    kind === 'file' && module === '.'
      ? path
      : ['ts', 'js', 'mjs']
          .map((ext) => join(dir, `${stem}.${ext}`))
          .find((file) => kindOf(file) === 'file');
  return {
    package: path,
    version: null,
    url: entry === undefined ? null : pathToFileURL(entry).href,
  };
}

function kindOf(path: string): 'file' | 'folder' | 'none' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'none';
  return stats.isDirectory() ? 'folder' : 'file';
}

async function readManifest(path: string): Promise<{ name: string; version: string | null }> {
  const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
  const { name, version } = { name: undefined, version: undefined, ...Object(manifest) };
  return { name: String(name), version: typeof version === 'string' ? version : null };
}
