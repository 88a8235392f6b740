import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { openDuckDbStore } from '@cdr/store';
import { generatedStore, generatedYear } from './generated-calls.ts';
import { startServer } from './run-process.ts';

/** Nobody answers there: the server reads from no vendor. */
const nowhere = 'http://127.0.0.1:9';

/** `cdr serve` over generated calls, in a process of its own. */
export interface BenchServer extends AsyncDisposable {
  url: string;
  key: string;
  /** Of the process. */
  pid: number;
}

/** Starts it. */
export async function startBenchServer(calls: number): Promise<BenchServer> {
  const generated = await generatedStore(calls);
  const folder = await mkdtemp(join(dirname(generated), 'cdr-serve-'));
  const path = join(folder, 'cdr.duckdb');
  await cp(generated, path);
  const store = await openDuckDbStore({ path, now: () => generatedYear.to });
  await store.recordPause('bench', true);
  await store.close();
  const bench = { provider: 'thulium', options: describeVendorApi(nowhere).options };
  const server = { requestsPerMinute: 1_000_000_000 };
  await writeFile(join(folder, 'cdr.config.json'), JSON.stringify({ sources: { bench }, server }));
  const started = await startServer('./http-server-process.ts', { folder });
  const [url = '', key = ''] = started.line.split(' ');
  return {
    url,
    key,
    pid: started.pid,
    [Symbol.asyncDispose]: async () => {
      await started[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
