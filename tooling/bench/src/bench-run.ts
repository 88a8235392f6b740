import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { startVendor, type VendorProcess } from './run-process.ts';
import type { SyncJob } from './sync-process.ts';
import { vendorOptions } from './vendor-options.ts';
import { type BenchVendor, benchNow, createWorkload } from './workload.ts';

/** A vendor that runs, a folder for files, and the sync of everything; all gone when disposed of. */
export interface BenchRun extends AsyncDisposable {
  server: VendorProcess;
  folder: string;
  job: SyncJob;
}

/** Starts a vendor with so many calls. */
export async function startBenchRun(vendor: BenchVendor, calls: number): Promise<BenchRun> {
  const workload = createWorkload(vendor, calls);
  const server = await startVendor(workload);
  const folder = await mkdtemp(join(tmpdir(), 'cdr-bench-'));
  return {
    server,
    folder,
    job: {
      vendor,
      options: vendorOptions(vendor, server.url),
      path: join(folder, 'calls.duckdb'),
      now: benchNow,
      since: new Date(workload.from).toISOString(),
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Measures one vendor after the other. */
export async function measureVendors(
  measure: (vendor: BenchVendor) => Promise<Figure[]>,
): Promise<Figure[]> {
  return [...(await measure('thulium')), ...(await measure('soluno'))];
}
