import { describe, expect, it } from 'vitest';
import { samplePackage } from './__fixtures__/sample-package.ts';
import { checkCatalog, checkPublishable, checkVersions } from './manifest-rules.ts';
import type { Manifest } from './read-workspace.ts';

describe('checkVersions', () => {
  it('refuses versions of a package’s own', () => {
    const own = samplePackage('engine', '', {
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
    const own = samplePackage(name, '', { ...good, ...changes });
    return checkPublishable({ ...own, paths: ['README.md', 'src/index.ts'] });
  }

  it('accepts the conventions, and packages that nobody installs', () => {
    expect(check('core', {})).toEqual([]);
    expect(checkPublishable(samplePackage('core', '', { private: true }))).toEqual([]);
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
    const own = samplePackage('core', '', good);
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
