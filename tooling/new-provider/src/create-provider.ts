import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ProviderNames } from './provider-names.ts';

/** Where a new provider goes, and what it is made from. */
export interface ProviderPlace {
  /** The workspace's folder. */
  root: string;
  /** The folder of the package that stands model. */
  template: string;
}

const left = ['node_modules', 'dist', '.turbo'];

/**
 * Makes a package out of the template: the same files, with the vendor's names in the places of the
 * template's. Gives its folder. Throws `Error` when that is taken.
 */
export async function createProvider(
  names: ProviderNames,
  { root, template }: ProviderPlace,
): Promise<string> {
  const folder = join(root, 'packages', names.folder);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new Error(`packages/${names.folder} is there already. Remove it, or give another name`);
  });
  const filter = (path: string) => !left.includes(basename(path));
  await cp(template, folder, { recursive: true, filter });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = rename(await readFile(path, 'utf8'), names);
    await writeFile(path, entry.name === 'package.json' ? publishable(text) : text);
  }
  return folder;
}

function rename(text: string, { id, title, package: name }: ProviderNames): string {
  return text.replaceAll(/@cdr\/provider-template|template/gi, (found) => {
    if (found.startsWith('@')) return name;
    if (found === 'Template') return title;
    return found === 'TEMPLATE' ? id.replaceAll('-', '_').toUpperCase() : id;
  });
}

/** The template itself is nothing to install. */
function publishable(manifest: string): string {
  return manifest.replace(/^ *"private": true,\n/m, '');
}
