import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDefaultExports, checkDocumentation } from './workspace/export-rules.ts';
import { checkImports } from './workspace/import-rules.ts';
import { checkCatalog, checkPublishable, checkVersions } from './workspace/manifest-rules.ts';
import { checkPurity } from './workspace/purity-rules.ts';
import { readWorkspace } from './workspace/read-workspace.ts';

const root = join(import.meta.dirname, '../..');
const workspace = readWorkspace(root);
/** What people install, and what they begin with when they write a provider. */
const shipped = workspace.filter(
  ({ folder }) => !folder.startsWith('tooling/') || folder === 'tooling/provider-template',
);

describe('the workspace', () => {
  it('has the packages that the rules are about', () => {
    expect(shipped.map(({ manifest }) => manifest.name)).toContain('@cdr/core');
    expect(shipped.length).toBeGreaterThan(6);
    for (const { sources, folder } of shipped) expect(sources, folder).not.toEqual([]);
  });

  it.each(shipped)('$folder imports only what it may and what it declares', (own) => {
    expect(checkImports(own)).toEqual([]);
  });

  it.each(workspace)('$folder takes its versions from the catalog', (own) => {
    expect(checkVersions(own)).toEqual([]);
  });

  it('has a catalog of exact versions', () => {
    expect(checkCatalog(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))).toEqual([]);
  });

  it.each(shipped)('$folder is ready to be published', (own) => {
    expect(checkPublishable(own)).toEqual([]);
  });

  it.each(workspace)('$folder has default exports only where they belong', (own) => {
    expect(checkDefaultExports(own)).toEqual([]);
  });

  it.each(shipped)('$folder explains what it exports', (own) => {
    expect(checkDocumentation(own)).toEqual([]);
  });

  it('has a pure core', () => {
    const core = shipped.filter(({ manifest }) => manifest.name === '@cdr/core');
    expect(core.flatMap(checkPurity)).toEqual([]);
  });
});
