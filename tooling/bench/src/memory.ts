import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, round } from './figure.ts';
import { runProcess, startVendor } from './run-process.ts';
import type { SyncFigures, SyncJob } from './sync-process.ts';
import { vendorOptions } from './vendor-options.ts';
import { type BenchVendor, benchNow, createWorkload } from './workload.ts';

/** The most memory that a sync of a million calls holds, over that of a tenth of the range. */
export async function measureMemory(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const vendor of ['thulium', 'soluno'] as const) {
    const small = await measurePeak(vendor, 100_000);
    const large = await measurePeak(vendor, 1_000_000);
    figures.push({
      name: 'memory',
      vendor,
      ratio: round(large / small),
      limit: 1.4,
      peakMb: [small, large].map((kb) => Math.round(kb / 1024)),
    });
  }
  return figures;
}

async function measurePeak(vendor: BenchVendor, calls: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'cdr-bench-'));
  const workload = createWorkload(vendor, calls);
  await using server = await startVendor(workload);
  const { peakKb, report } = await runProcess<SyncFigures>('./sync-process.ts', {
    vendor,
    options: vendorOptions(vendor, server.url),
    path: join(folder, 'calls.duckdb'),
    now: benchNow,
    since: new Date(workload.from).toISOString(),
  } satisfies SyncJob);
  await rm(folder, { recursive: true });
  const inserted = report.sources[0]?.rows.inserted;
  if (inserted !== calls) throw new Error(`stored ${inserted} of ${calls} calls`);
  return peakKb;
}
