import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CdrError } from '@cdr/core';
import { type LoadedProvider, loadProvider } from './load-provider.ts';
import { type ProviderLookup, packagesOf } from './locate-provider.ts';

/** A package that is named like a provider, and what became of loading it. */
export type InstalledProvider = {
  /** As config names it: `thulium`, `@acme/cdr-provider-phones`. */
  name: string;
} & ({ ok: true; loaded: LoadedProvider } | { ok: false; package: string; reason: string });

/** Belongs to those who write providers, and is named like one. */
const notProviders = new Set(['@cdr/provider-kit']);

/**
 * The providers that can be reached from the folders of the look-up, sorted by name: packages
 * `@cdr/provider-*`, `cdr-provider-*` and `@anybody/cdr-provider-*` in their `node_modules` and those
 * above. One that can't be loaded is told with the reason.
 */
export async function findInstalledProviders(lookup: ProviderLookup): Promise<InstalledProvider[]> {
  const names = new Set<string>();
  for (const dir of lookup.from) {
    for (const modules of nodeModulesAbove(dir)) {
      for (const own of await list(modules, 'cdr-provider-')) names.add(own);
      for (const scope of await list(modules, '@')) {
        const prefix = scope === '@cdr' ? 'provider-' : 'cdr-provider-';
        for (const own of await list(join(modules, scope), prefix)) names.add(`${scope}/${own}`);
      }
    }
  }
  const packages = [...names].filter((name) => !notProviders.has(name)).sort();
  const found = await Promise.all(packages.map((name) => tryLoad(name, lookup)));
  return found
    .filter((provider) => !isShadowed(provider, packages))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function tryLoad(packageName: string, lookup: ProviderLookup): Promise<InstalledProvider> {
  const name = shortName(packageName);
  try {
    return { name, ok: true, loaded: await loadProvider(packageName, lookup) };
  } catch (error) {
    if (!CdrError.isInstance(error)) throw error;
    return { name, ok: false, package: packageName, reason: error.message };
  }
}

/** Whether config's short name would reach another package than this one. */
function isShadowed(provider: InstalledProvider, packages: readonly string[]): boolean {
  const own = provider.ok ? provider.loaded.package : provider.package;
  const reached = packagesOf(provider.name).find((candidate) => packages.includes(candidate));
  return reached !== own;
}

function shortName(packageName: string): string {
  return packageName.replace(/^(?:@cdr\/provider-|cdr-provider-)/, '');
}

function nodeModulesAbove(from: string): string[] {
  const folders: string[] = [];
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    folders.push(join(dir, 'node_modules'));
    if (dir === dirname(dir)) return folders;
  }
}

async function list(dir: string, prefix: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => name.startsWith(prefix));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
