import { measureVendors, startBenchRun } from './bench-run.ts';
import { type Figure, round } from './figure.ts';
import { runProcess } from './run-process.ts';
import type { SyncFigures, SyncJob } from './sync-process.ts';
import { type BenchVendor, benchNow } from './workload.ts';

const calls = 100_000;
const hourMs = 3_600_000;

/**
 * Requests sent over the least possible: for a first sync, for a range that is sealed and settled,
 * and for the live tail an hour later.
 */
export async function measureRequests(): Promise<Figure[]> {
  return measureVendors(measureVendor);
}

async function measureVendor(vendor: BenchVendor): Promise<Figure[]> {
  await using run = await startBenchRun(vendor, calls);
  const { server, job } = run;
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
