import { createRequire } from 'node:module';

/** The version of this package. */
export function cliVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
