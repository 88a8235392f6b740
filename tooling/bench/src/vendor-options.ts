import type { BenchVendor } from './workload.ts';

/** How a source reaches the benchmark's vendor, which lets everybody in. */
export function vendorOptions(vendor: BenchVendor, baseUrl: string): Record<string, unknown> {
  const account = { baseUrl, username: 'bench', password: 'bench' };
  return vendor === 'thulium' ? account : { ...account, tokenUrl: `${baseUrl}/token` };
}
