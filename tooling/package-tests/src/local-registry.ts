import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { runProgram } from '@cdr/new-provider';

/** A registry of packages on loopback, as npm asks one: each package has one version. */
export interface LocalRegistry {
  url: string;
  /** Publishes what was packed. */
  publish(tarball: string): Promise<void>;
  close(): void;
}

interface Published {
  tarball: string;
  manifest: { name: string; version: string };
  integrity: string;
}

/** Opens an empty one. Its address is never the same, so that nothing is taken from caches. */
export async function openLocalRegistry(): Promise<LocalRegistry> {
  const packages = new Map<string, Published>();
  const base = `/${randomUUID()}/`;
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(request.url ?? '').replace(base, '');
    const [, name = path, isTarball] = /^(.*?)(\.tgz)?$/.exec(path) ?? [];
    const own = packages.get(name);
    if (own === undefined) response.writeHead(404).end();
    else if (isTarball) await pipeline(createReadStream(own.tarball), response);
    else response.end(JSON.stringify(describe(own, url)));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}${base}`;
  return {
    url,
    async publish(tarball) {
      const { stdout } = await runProgram('tar', ['-xzOf', tarball, 'package/package.json']);
      const hash = createHash('sha512').update(await readFile(tarball));
      const manifest: Published['manifest'] = JSON.parse(stdout);
      packages.set(manifest.name, {
        tarball,
        manifest,
        integrity: `sha512-${hash.digest('base64')}`,
      });
    },
    close: () => server.close(),
  };
}

function describe({ manifest, integrity }: Published, url: string) {
  const { name, version } = manifest;
  const dist = { tarball: `${url}${name}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
