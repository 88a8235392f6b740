import type { EpochMs } from '@cdr/core';

/** The vendors that the benchmark reads: one that pages, one that doesn't. */
export type BenchVendor = 'thulium' | 'soluno';

/** Calls of a steady contact centre, in a range without a clock change. */
export interface Workload {
  vendor: BenchVendor;
  calls: number;
  from: EpochMs;
  to: EpochMs;
}

/** The planning clock of every run; the workload ends here. */
export const benchNow: EpochMs = Date.UTC(2026, 8, 21, 22);

const dayMs = 86_400_000;
/** Of both vendors: dense enough that slices are full, and 1,000,000 calls fit into three months. */
const callsPerDay = 12_500;

/** So many calls, at the same density whatever their number, up to {@link benchNow}. */
export function createWorkload(vendor: BenchVendor, calls: number): Workload {
  const days = Math.round(calls / callsPerDay);
  return { vendor, calls, from: benchNow - days * dayMs, to: benchNow };
}
