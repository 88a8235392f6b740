import type { Manifest, WorkspacePackage } from '../read-workspace.ts';

/** A made-up package with one file. */
export function samplePackage(
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
