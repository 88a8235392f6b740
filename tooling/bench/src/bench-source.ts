import type { Clock, Provider } from '@cdr/core';
import { machineClock, openSource, type Source, type SourceConfig } from '@cdr/engine';
import { type BenchVendor, benchNow } from './workload.ts';

/** The machine's time for waiting, the workload's end for planning. */
export function createBenchClock(now = benchNow): Clock {
  return { ...machineClock({ env: {}, warn: () => {} }), now: () => now };
}

/** A source of the vendor as a user would configure it. */
export async function openBenchSource(input: {
  vendor: BenchVendor;
  options: Record<string, unknown>;
  fetch?: (request: Request) => Promise<Response>;
  now?: number;
  config?: Partial<SourceConfig>;
}): Promise<Source> {
  const { vendor, options, now, config, fetch = (request) => globalThis.fetch(request) } = input;
  const module: { default: Provider } = await import(`@cdr/provider-${vendor}`);
  return openSource({
    name: 'bench',
    config: { provider: vendor, attemptTimeout: 'PT60S', options, ...config },
    provider: module.default,
    runtime: { fetch, clock: createBenchClock(now), random: () => 0.5 },
  });
}
