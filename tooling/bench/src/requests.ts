import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, round } from './figure.ts';
import { runProcess, startVendor } from './run-process.ts';
import type { SyncFigures, SyncJob } from './sync-process.ts';
import { vendorOptions } from './vendor-options.ts';
import { type BenchVendor, benchNow, createWorkload } from './workload.ts';

const calls = 100_000;
const hourMs = 3_600_000;

/**
 * Requests sent over the least possible: for a first sync, for a range that is sealed and settled,
 * and for the live tail an hour later.
 */
export async function measureRequests(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const vendor of ['thulium', 'soluno'] as const)
    figures.push(...(await measureVendor(vendor)));
  return figures;
}

async function measureVendor(vendor: BenchVendor): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cdr-bench-'));
  const workload = createWorkload(vendor, calls);
  await using server = await startVendor(workload);
  const job: SyncJob = {
    vendor,
    options: vendorOptions(vendor, server.url),
    path: join(folder, 'calls.duckdb'),
    now: benchNow,
    since: new Date(workload.from).toISOString(),
  };
  const sync = (more: Partial<SyncJob>) =>
    runProcess<SyncFigures>('./sync-process.ts', { ...job, ...more });
  // The token request that Soluno needs once is none of the slices'.
  const countSent = async () => (await server.takeLog()).length;

  const full = await sync({});
  const fullSent = await countSent();
  const tail = await sync({ now: benchNow + hourMs });
  const tailSent = await countSent();
  const sealed = await sync({ until: benchNow - 48 * hourMs });
  const sealedSent = await countSent();
  await rm(folder, { recursive: true });
  if (full.report.status !== 'complete') throw new Error('the first sync was not complete');
  return [
    {
      name: 'requests',
      vendor,
      of: 'a full sync',
      ratio: round(fullSent / full.leastRequests, 3),
      limit: 1.1,
      sent: fullSent,
      least: full.leastRequests,
    },
    { name: 'requests', vendor, of: 'the live tail', sent: tailSent, least: tail.leastRequests },
    {
      name: 'requests',
      vendor,
      of: 'a sealed range',
      sent: sealedSent,
      least: sealed.leastRequests,
    },
  ];
}
