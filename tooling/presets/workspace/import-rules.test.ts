import { describe, expect, it } from 'vitest';
import { samplePackage } from './__fixtures__/sample-package.ts';
import { checkImports, importsOf } from './import-rules.ts';

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
    const own = samplePackage(name, `import '${specifier}';`, { dependencies });
    expect(checkImports(own)).toHaveLength(1);
  });

  it.each([
    ['core', '@cdr/testkit'],
    ['provider-kit', '@cdr/testkit'],
    ['store', '@cdr/testkit'],
    ['engine', '@cdr/provider-thulium'],
  ])('refuses that a test of %s imports %s, which makes a cycle', (name, specifier) => {
    const own = samplePackage(name, `import '${specifier}';`, {
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
    const own = samplePackage(name, `import '${specifier}'; import 'node:path';`, {
      path: 'src/index.test.ts',
      devDependencies: { [specifier]: 'workspace:^' },
    });
    expect(checkImports(own)).toEqual([]);
  });

  it('refuses what the manifest does not declare, or declares for tests only', () => {
    expect(checkImports(samplePackage('engine', "import 'yaml';"))).toHaveLength(1);
    const forTests = { devDependencies: { yaml: 'catalog:' } };
    expect(checkImports(samplePackage('engine', "import 'yaml';", forTests))).toHaveLength(1);
    expect(checkImports(samplePackage('engine', "import 'zod/v4';", zod))).toEqual([]);
    expect(checkImports(samplePackage('engine', "import '@cdr/engine';"))).toEqual([]);
  });
});
