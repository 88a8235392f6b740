import { measureVendors, startBenchRun } from './bench-run.ts';
import { type Figure, round } from './figure.ts';
import { runProcess } from './run-process.ts';
import type { SyncFigures } from './sync-process.ts';
import type { BenchVendor } from './workload.ts';

/** The most memory that a sync of a million calls holds, over that of a tenth of the range. */
export async function measureMemory(): Promise<Figure[]> {
  return measureVendors(measureVendor);
}

async function measureVendor(vendor: BenchVendor): Promise<Figure[]> {
  const small = await measurePeak(vendor, 100_000);
  const large = await measurePeak(vendor, 1_000_000);
  return [
    {
      name: 'memory',
      vendor,
      ratio: round(large / small),
      limit: 1.4,
      peakMb: [small, large].map((kb) => Math.round(kb / 1024)),
    },
  ];
}

async function measurePeak(vendor: BenchVendor, calls: number): Promise<number> {
  await using run = await startBenchRun(vendor, calls);
  const { peakKb, report } = await runProcess<SyncFigures>('./sync-process.ts', run.job);
  const inserted = report.sources[0]?.rows.inserted;
  if (inserted !== calls) throw new Error(`stored ${inserted} of ${calls} calls`);
  return peakKb;
}
