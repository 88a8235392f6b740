import ts from 'typescript';
import { providerName } from './provider-name.ts';
import { isTestFile, type SourceFile, type WorkspacePackage } from './read-workspace.ts';

/** What the packages of one role may import beside their own files. */
interface ImportRule {
  /** Which packages the rule is for. */
  of: RegExp;
  /** Packages of this workspace. */
  own: RegExp;
  /** Packages of others; `null` for any that the manifest declares. */
  others: readonly string[] | null;
  /** Whether modules of Node may be imported. */
  node: boolean;
  /** Packages of this workspace that its tests may import as well. */
  inTests: RegExp;
}

const none = /^$/;

/** The import table of the architecture; a package without a line may import nothing. */
const table: readonly ImportRule[] = [
  {
    of: /^@cdr\/core$/,
    own: none,
    others: ['zod', 'temporal-polyfill'],
    node: false,
    inTests: none,
  },
  {
    of: /^@cdr\/provider-kit$/,
    own: /^@cdr\/core$/,
    others: ['ky', 'p-limit', 'zod'],
    node: true,
    inTests: none,
  },
  {
    of: providerName,
    own: /^@cdr\/(core|provider-kit)$/,
    others: null,
    node: true,
    inTests: /^@cdr\/testkit$/,
  },
  { of: /^@cdr\/(store|engine)$/, own: /^@cdr\/core$/, others: null, node: true, inTests: none },
  {
    of: /^@cdr\/report$/,
    own: /^@cdr\/core$/,
    others: ['echarts'],
    node: false,
    inTests: /^@cdr\/(browser|emulator|store)$/,
  },
  {
    of: /^@cdr\/export$/,
    own: /^@cdr\/core$/,
    others: null,
    node: true,
    inTests: /^@cdr\/store$/,
  },
  {
    of: /^@cdr\/emulator$/,
    own: /^@cdr\/(core|provider-kit)$/,
    others: [],
    node: true,
    inTests: none,
  },
  {
    of: /^@cdr\/testkit$/,
    own: /^@cdr\/(core|provider-kit|emulator|engine|export|store)$/,
    others: ['msw', 'vitest', 'fast-check', 'zod'],
    node: true,
    inTests: none,
  },
  {
    of: /^@cdr\/client$/,
    own: none,
    others: ['openapi-fetch'],
    node: false,
    inTests: /^@cdr\/(core|emulator|engine|provider-kit|provider-thulium|server)$/,
  },
  {
    of: /^@cdr\/cli$/,
    own: /^@cdr\/(core|provider-kit|emulator|engine|export|store|report|server)$/,
    others: null,
    node: true,
    inTests: /^@cdr\/(testkit|provider-.+)$/,
  },
  {
    of: /^@cdr\/server$/,
    own: /^@cdr\/(core|provider-kit|emulator|engine|export|store|report)$/,
    others: null,
    node: true,
    inTests: /^@cdr\/(browser|testkit|provider-.+)$/,
  },
];

/** Breaches of the import table, and imports of packages that the manifest doesn't declare. */
export function checkImports(own: WorkspacePackage): string[] {
  return own.sources
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap((file) =>
      importsOf(file).flatMap((specifier) =>
        [checkTable(own, file, specifier), checkDeclared(own, file, specifier)].filter(
          (breach) => breach !== null,
        ),
      ),
    );
}

/** Every module that a file names in an import, an export or an `import()`. */
export function importsOf({ text }: SourceFile): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function checkTable(own: WorkspacePackage, file: SourceFile, specifier: string): string | null {
  const { name } = own.manifest;
  const rule = table.find(({ of }) => of.test(name));
  const where = `${own.folder}/${file.path} imports ${specifier}`;
  if (rule === undefined) return `${where}: ${name} has no line in the import table`;
  if (specifier.startsWith('.')) return null;
  const isTest = isTestFile(file.path);
  if (specifier.startsWith('node:')) {
    return rule.node || isTest ? null : `${where}: ${name} may import nothing of Node`;
  }
  const wanted = packageOf(specifier);
  if (wanted === name) return null;
  const isAllowed = wanted.startsWith('@cdr/')
    ? rule.own.test(wanted) || (isTest && rule.inTests.test(wanted))
    : isTest || rule.others === null || rule.others.includes(wanted);
  return isAllowed ? null : `${where}: ${name} may not`;
}

function checkDeclared(own: WorkspacePackage, file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  const wanted = packageOf(specifier);
  const { name, dependencies, peerDependencies, devDependencies } = own.manifest;
  const declared = {
    ...dependencies,
    ...peerDependencies,
    ...(isTestFile(file.path) ? devDependencies : {}),
  };
  if (wanted === name || wanted in declared) return null;
  return `${own.folder}/${file.path} imports ${specifier}, which its package.json doesn't declare`;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
