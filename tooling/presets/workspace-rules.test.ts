import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDefaultExports, checkDocumentation } from './workspace/export-rules.ts';
import { checkImports, importsOf } from './workspace/import-rules.ts';
import { checkCatalog, checkPublishable, checkVersions } from './workspace/manifest-rules.ts';
import { checkPurity } from './workspace/purity-rules.ts';
import { type Manifest, readWorkspace, type WorkspacePackage } from './workspace/read-workspace.ts';

const root = join(import.meta.dirname, '../..');
const workspace = readWorkspace(root);
const shipped = workspace.filter(({ folder }) => !folder.startsWith('tooling/'));

/** A made-up package with one file. */
function sample(
  name: string,
  text: string,
  { path = 'src/index.ts', ...manifest }: Partial<Manifest> & { path?: string } = {},
): WorkspacePackage {
  return {
    folder: `packages/${name}`,
    manifest: { name: `@cdr/${name}`, ...manifest },
    paths: [path],
    sources: [{ path, text }],
  };
}

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

describe('importsOf', () => {
  it('sees imports, re-exports, types and dynamic imports, but no comments and texts', () => {
    const text = `
      import a from 'a';
      import type { B } from 'b';
      import 'c';
      export { d } from 'd';
      export * from 'e';
      const f = await import('f');
      type G = import('g').G;
      // import 'x';
      const text = "import 'y'";
    `;
    expect(importsOf({ path: 'src/a.ts', text })).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('checkImports', () => {
  const zod = { dependencies: { zod: 'catalog:' } };

  it.each([
    ['core', 'node:fs'],
    ['core', '@cdr/provider-kit'],
    ['core', 'ky'],
    ['provider-kit', '@cdr/engine'],
    ['provider-kit', 'msw'],
    ['provider-thulium', '@cdr/provider-soluno'],
    ['provider-thulium', '@cdr/testkit'],
    ['provider-thulium', '@cdr/emulator'],
    ['store', '@cdr/engine'],
    ['engine', '@cdr/store'],
    ['engine', '@cdr/provider-kit'],
    ['engine', '@cdr/provider-thulium'],
    ['emulator', '@cdr/testkit'],
    ['testkit', '@cdr/provider-thulium'],
    ['cli', '@cdr/provider-thulium'],
    ['cli', '@cdr/testkit'],
    ['newcomer', './own.ts'],
  ])('refuses that %s imports %s', (name, specifier) => {
    const dependencies = { [specifier]: 'catalog:' };
    const own = sample(name, `import '${specifier}';`, { dependencies });
    expect(checkImports(own)).toHaveLength(1);
  });

  it.each([
    ['core', '@cdr/testkit'],
    ['provider-kit', '@cdr/testkit'],
    ['store', '@cdr/testkit'],
    ['engine', '@cdr/provider-thulium'],
  ])('refuses that a test of %s imports %s, which makes a cycle', (name, specifier) => {
    const own = sample(name, `import '${specifier}';`, {
      path: 'src/index.test.ts',
      devDependencies: { [specifier]: 'workspace:^' },
    });
    expect(checkImports(own)).toHaveLength(1);
  });

  it.each([
    ['provider-thulium', '@cdr/testkit'],
    ['cli', '@cdr/testkit'],
    ['cli', '@cdr/provider-thulium'],
    ['core', 'fast-check'],
  ])('lets a test of %s import %s', (name, specifier) => {
    const own = sample(name, `import '${specifier}'; import 'node:path';`, {
      path: 'src/index.test.ts',
      devDependencies: { [specifier]: 'workspace:^' },
    });
    expect(checkImports(own)).toEqual([]);
  });

  it('refuses what the manifest does not declare, or declares for tests only', () => {
    expect(checkImports(sample('engine', "import 'yaml';"))).toHaveLength(1);
    const forTests = { devDependencies: { yaml: 'catalog:' } };
    expect(checkImports(sample('engine', "import 'yaml';", forTests))).toHaveLength(1);
    expect(checkImports(sample('engine', "import 'zod/v4';", zod))).toEqual([]);
    expect(checkImports(sample('engine', "import '@cdr/engine';"))).toEqual([]);
  });
});

describe('checkPurity', () => {
  it.each([
    'await fetch("https://example.com");',
    'const get = fetch;',
    'export const options = { fetch };',
    'export const home = process.env.HOME;',
    'export const now = Date.now();',
    'export const now = new Date();',
    'export const now = new Date;',
    'export const now = Date();',
    'export const chance = Math.random();',
    'export const now = Temporal.Now.instant();',
    'export const elapsed = performance.now();',
    'setTimeout(() => {}, 5);',
    'export const get = globalThis.fetch;',
    'export function wait() { return setTimeout; }',
  ])('refuses %s', (text) => {
    expect(checkPurity(sample('core', text))).not.toEqual([]);
  });

  it('allows what only bears such a name', () => {
    const text = `
      /** Calls fetch() and reads process.env, Date.now() and performance. */
      export interface Context { fetch: (request: Request) => Promise<Response>; process(): void }
      export function run(context: Context, date: number) {
        context.process();
        return [context.fetch, new Date(date), Date.parse('x'), 'new Date()'];
      }
    `;
    expect(checkPurity(sample('core', text))).toEqual([]);
  });

  it('leaves tests alone', () => {
    const own = sample('core', 'setTimeout(() => {}, 5);', { path: 'src/a.test.ts' });
    expect(checkPurity(own)).toEqual([]);
  });
});

describe('checkVersions', () => {
  it('refuses versions of a package’s own', () => {
    const own = sample('engine', '', {
      dependencies: { zod: '^4.0.0', '@cdr/core': 'workspace:^', yaml: 'catalog:' },
      devDependencies: { vitest: '5.1.1' },
      peerDependencies: { '@cdr/core': '^1.0.0', zod: '^4.0.0' },
    });
    expect(checkVersions(own)).toHaveLength(3);
  });
});

describe('checkCatalog', () => {
  it('refuses ranges', () => {
    const yaml = 'packages:\n  - a\n\ncatalog:\n  "@a/b": ^1.0.0\n  c: 1.2.3-r.1\n  d: latest\n';
    expect(checkCatalog(yaml)).toHaveLength(2);
  });
});

describe('checkPublishable', () => {
  const entry = {
    '@cdr/source': './src/index.ts',
    types: './dist/index.d.ts',
    default: './dist/index.js',
  };
  const good: Partial<Manifest> = {
    license: 'MIT',
    type: 'module',
    engines: { node: '>=22.18' },
    publishConfig: { access: 'public' },
    files: ['dist'],
    exports: { '.': entry, './package.json': './package.json' },
  };

  function check(name: string, changes: Partial<Manifest>): string[] {
    const own = sample(name, '', { ...good, ...changes });
    return checkPublishable({ ...own, paths: ['README.md', 'src/index.ts'] });
  }

  it('accepts the conventions, and packages that nobody installs', () => {
    expect(check('core', {})).toEqual([]);
    expect(checkPublishable(sample('core', '', { private: true }))).toEqual([]);
  });

  it.each<[string, Partial<Manifest>]>([
    ['another license', { license: 'ISC' }],
    ['CommonJS', { type: 'commonjs' }],
    ['another Node', { engines: { node: '>=20' } }],
    ['no public access', { publishConfig: {} }],
    ['no dist', { files: ['src'] }],
    ['no exported package.json', { exports: { '.': entry } }],
    ['an entry without conditions', { exports: { ...good.exports, './a': './src/index.ts' } }],
    [
      'types before the source',
      {
        exports: {
          ...good.exports,
          '.': { types: entry.types, '@cdr/source': entry['@cdr/source'], default: entry.default },
        },
      },
    ],
  ])('refuses %s', (_, changes) => {
    expect(check('core', changes)).toHaveLength(1);
  });

  it('refuses a missing README, a missing source and a package without entries', () => {
    const own = sample('core', '', good);
    expect(checkPublishable({ ...own, paths: ['src/index.ts'] })).toHaveLength(1);
    expect(checkPublishable({ ...own, paths: ['README.md'] })).toHaveLength(1);
    expect(check('core', { exports: { './package.json': './package.json' } })).toHaveLength(1);
  });

  it('refuses a provider that brings its own core, kit or zod', () => {
    const peerDependencies = {
      '@cdr/core': 'workspace:^',
      '@cdr/provider-kit': 'workspace:^',
      zod: '^4.0.0',
    };
    expect(check('provider-x', { peerDependencies })).toEqual([]);
    expect(
      check('provider-x', { peerDependencies, dependencies: { zod: 'catalog:' } }),
    ).toHaveLength(1);
    expect(check('provider-x', {})).toHaveLength(3);
    expect(check('provider-kit', {})).toEqual([]);
  });
});

describe('checkDefaultExports', () => {
  it.each([
    'export default 1;',
    'const a = 1; export { a as default };',
    'export default function f() {}',
  ])('refuses %s, but in providers and config files', (text) => {
    expect(checkDefaultExports(sample('core', text))).toHaveLength(1);
    expect(checkDefaultExports(sample('provider-kit', text))).toHaveLength(1);
    expect(checkDefaultExports(sample('provider-x', text))).toEqual([]);
    expect(checkDefaultExports(sample('core', text, { path: 'tsup.config.ts' }))).toEqual([]);
  });

  it('takes no import for an export', () => {
    const text = "import a from 'a'; export { default as b } from 'b'; export { a };";
    expect(checkDefaultExports(sample('core', text))).toEqual([]);
  });
});

describe('checkDocumentation', () => {
  const exports = { '.': { '@cdr/source': './src/index.ts' } };

  function check(index: string, files: Record<string, string>): string[] {
    const sources = Object.entries({ 'src/index.ts': index, ...files });
    return checkDocumentation({
      ...sample('core', '', { exports }),
      sources: sources.map(([path, text]) => ({ path, text })),
    });
  }

  it.each([
    'export function a() {}',
    'export const a = 1;',
    'export class a {}',
    'export interface a {}',
    'export type a = 1;',
    '// Just a remark.\nexport const a = 1;',
    '/** Of something else. */\n// A remark.\nexport const a = 1;',
    '/** Of b. */\nexport const b = 1;\nexport const a = 1;',
    '',
  ])('refuses an export without a doc comment: %j', (text) => {
    expect(check("export { a } from './a.ts';", { 'src/a.ts': text })).toHaveLength(1);
  });

  it('finds declarations through re-exports, other names and lists', () => {
    const files = {
      'src/a/a.ts': '/** One. */\nexport const a = 1;\nexport const b = 2;\n',
      'src/a/list.ts': "export { a as first, b as second } from './a.ts';",
    };
    expect(check("export { first as one } from './a/list.ts';", files)).toEqual([]);
    expect(check("export { first, second } from './a/list.ts';", files)).toEqual([
      'packages/core/src/index.ts exports second, which has no doc comment',
    ]);
  });

  it('takes the comment of the first overload for all', () => {
    const text = [
      '/** One. */',
      'export function a(): string;',
      'export function a(b: string): string;',
      'export function a(b?: string) { return b ?? ""; }',
    ].join('\n');
    expect(check("export { a } from './a.ts';", { 'src/a.ts': text })).toEqual([]);
  });

  it('refuses to export without naming', () => {
    expect(check("export * from './a.ts';", { 'src/a.ts': '' })).toHaveLength(1);
    expect(check("export * as a from './a.ts';", { 'src/a.ts': '' })).toHaveLength(1);
  });
});
