import { providerName } from './provider-name.ts';
import type { Manifest, WorkspacePackage } from './read-workspace.ts';

const peersOfProviders = ['@cdr/core', '@cdr/provider-kit', 'zod'];

/** Versions that don't come from the catalog, or for packages of the workspace from itself. */
export function checkVersions({ folder, manifest }: WorkspacePackage): string[] {
  const { dependencies, devDependencies, peerDependencies } = manifest;
  const installed = Object.entries({ ...dependencies, ...devDependencies });
  const peers = Object.entries(peerDependencies ?? {});
  return [
    ...installed
      .filter(([name, version]) => version !== 'catalog:' && !isOfWorkspace(name, version))
      .map(([name, version]) => `${folder} takes ${name} ${version} from outside of the catalog`),
    ...peers
      .filter(([name, version]) => name.startsWith('@cdr/') && !isOfWorkspace(name, version))
      .map(([name, version]) => `${folder} asks for ${name} ${version} instead of the workspace's`),
  ];
}

/** Versions of the catalog that are ranges. */
export function checkCatalog(workspaceYaml: string): string[] {
  const [, catalog = ''] = workspaceYaml.split(/^catalog:\n/m);
  return catalog
    .split('\n')
    .map((line) => /^ {2}"?([^":]+)"?: (.+)$/.exec(line))
    .filter((entry) => entry !== null)
    .filter(([, , version = '']) => !/^\d+\.\d+\.\d+/.test(version))
    .map(([, name, version]) => `the catalog has ${name} ${version}, which is no exact version`);
}

/** What a package that people install lacks, or says otherwise than the others. */
export function checkPublishable({ folder, manifest, paths }: WorkspacePackage): string[] {
  if (manifest.private === true) return [];
  const expectations: [string, boolean][] = [
    ['a README.md', paths.includes('README.md')],
    ['license MIT', manifest.license === 'MIT'],
    ['type module', manifest.type === 'module'],
    ['engines.node >=22.18', manifest.engines?.node === '>=22.18'],
    ['publishConfig.access public', manifest.publishConfig?.access === 'public'],
    ['dist among its files', manifest.files?.includes('dist') ?? false],
    ['package.json among its exports', manifest.exports?.['./package.json'] === './package.json'],
    ['an entry in exports or bin', entriesOf(manifest).length > 0 || manifest.bin !== undefined],
    ...(providerName.test(manifest.name)
      ? peersOfProviders.map((name): [string, boolean] => [
          `${name} as a peer only`,
          manifest.peerDependencies?.[name] !== undefined &&
            manifest.dependencies?.[name] === undefined,
        ])
      : []),
  ];
  return [
    ...expectations.filter(([, holds]) => !holds).map(([what]) => `${folder} lacks ${what}`),
    ...entriesOf(manifest).flatMap(([entry, target]) => checkEntry(folder, entry, target, paths)),
  ];
}

/** The exports of a manifest but for its own `package.json`. */
export function entriesOf({ exports = {} }: Manifest) {
  return Object.entries(exports).filter(([entry]) => entry !== './package.json');
}

/** The source comes first, so that tests and editors find it before the types of a build. */
function checkEntry(
  folder: string,
  entry: string,
  target: string | Record<string, string>,
  paths: readonly string[],
): string[] {
  const where = `${folder} exports "${entry}"`;
  if (typeof target === 'string') return [`${where} without conditions`];
  const source = target['@cdr/source'] ?? '';
  const built = source.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, '');
  const expected = { '@cdr/source': source, types: `${built}.d.ts`, default: `${built}.js` };
  const breaches: string[] = [];
  if (JSON.stringify(target) !== JSON.stringify(expected)) {
    breaches.push(`${where} other than by @cdr/source, types, default, in this order`);
  }
  if (!paths.includes(source.slice(2))) breaches.push(`${where} from a source that isn't there`);
  return breaches;
}

function isOfWorkspace(name: string, version: string): boolean {
  return name.startsWith('@cdr/') && version.startsWith('workspace:');
}
