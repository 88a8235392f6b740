import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Resolves workspace packages to their sources, so that tests need no build. */
const conditions = ['@cdr/source', 'node', 'import', 'default'];

/** Where Node keeps what it has compiled. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url));

/** One run over every package of the workspace; each project is a folder with tests. */
export const workspaceTests = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      '{packages,apps,tooling}/*/{src,test}/**/*.test.ts',
      'tooling/presets/{,workspace/}*.test.ts',
    ],
    // Many tests wait for a database or a process of their own: that leaves a core to others.
    maxWorkers: '100%',
    // These stand for never: a busy machine takes many times as long as an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    unstubGlobals: true,
    // Processes that tests start need not read all sources anew.
    env: { NODE_COMPILE_CACHE: compiled },
  },
});
