import { argv } from 'node:process';
import { measureConcurrency } from './concurrency.ts';
import { measureExport, measureWorkbook } from './export.ts';
import type { Figure } from './figure.ts';
import { measureHttpExport } from './http-export.ts';
import { measureHttpList } from './http-list.ts';
import { measureHttpStats } from './http-stats.ts';
import { measureIngest } from './ingest.ts';
import { measureList } from './list.ts';
import { measureMemory } from './memory.ts';
import { measureRequests } from './requests.ts';
import { measureAllStats, measureStats } from './stats.ts';
import { measureVendorPage } from './vendor-page.ts';
import { measureWalltime } from './walltime.ts';

const figures: Record<string, () => Promise<Figure[]> | Figure[]> = {
  walltime: measureWalltime,
  requests: measureRequests,
  ingest: measureIngest,
  memory: measureMemory,
  stats: measureStats,
  'stats-all': measureAllStats,
  concurrency: measureConcurrency,
  list: measureList,
  'vendor-page': measureVendorPage,
  export: measureExport,
  'export-xlsx': measureWorkbook,
  'http-list': measureHttpList,
  'http-stats': measureHttpStats,
  'http-export': measureHttpExport,
};

const wanted = argv.slice(2);
const unknown = wanted.filter((name) => !(name in figures));
if (unknown.length > 0) {
  throw new Error(
    `no figure "${unknown.join('", "')}"; there are ${Object.keys(figures).join(', ')}`,
  );
}
for (const [name, measure] of Object.entries(figures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const figure of await measure()) process.stdout.write(`${JSON.stringify(figure)}\n`);
}
