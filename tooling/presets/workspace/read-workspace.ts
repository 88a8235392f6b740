import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The parts of a `package.json` that the rules read. */
export interface Manifest {
  name: string;
  private?: boolean;
  type?: string;
  license?: string;
  bin?: Record<string, string>;
  exports?: Record<string, string | Record<string, string>>;
  files?: string[];
  engines?: { node?: string };
  publishConfig?: { access?: string };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** One package of the workspace, read whole. */
export interface WorkspacePackage {
  /** From the workspace's root: `packages/core`. */
  folder: string;
  manifest: Manifest;
  /** Every file but built and installed ones, from the package's folder. */
  paths: readonly string[];
  /** The TypeScript sources. */
  sources: readonly SourceFile[];
}

/** A source with its path from the package's folder: `src/time/zone.ts`. */
export interface SourceFile {
  path: string;
  text: string;
}

const groups = ['packages', 'apps', 'tooling'];
const skipped = ['node_modules', 'dist', '.turbo'];

/** Reads every package below `packages`, `apps` and `tooling`. */
export function readWorkspace(root: string): WorkspacePackage[] {
  return groups.flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => readPackage(root, `${group}/${name}`))
      .filter((own) => own !== null),
  );
}

/** Whether the file is not published: a test, or what tests use. */
export function isTestFile(path: string): boolean {
  return path.endsWith('.test.ts') || path.includes('__fixtures__/') || path.startsWith('test/');
}

function readPackage(root: string, folder: string): WorkspacePackage | null {
  const at = join(root, folder);
  const paths = listFiles(at).map((path) => relative(at, path));
  if (!paths.includes('package.json')) return null;
  const read = (path: string) => readFileSync(join(at, path), 'utf8');
  const manifest: Manifest = JSON.parse(read('package.json'));
  const sources = paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: read(path) }));
  return { folder, manifest, paths, sources };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return [path];
    return entry.isDirectory() && !skipped.includes(entry.name) ? listFiles(path) : [];
  });
}
