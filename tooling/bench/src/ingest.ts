import { join } from 'node:path';
import { measureVendors, startBenchRun } from './bench-run.ts';
import { type Figure, median, round } from './figure.ts';
import type { FloorFigures, FloorJob } from './floor-process.ts';
import { runProcess } from './run-process.ts';
import type { SyncFigures, SyncJob } from './sync-process.ts';
import { type BenchVendor, benchNow } from './workload.ts';

const calls = 500_000;
const rounds = 3;

/**
 * `ingest`: a whole sync over fetching and parsing the same answers and writing the same rows.
 * `resync`: the same range read again with nothing changed, over fetching and parsing alone.
 */
export async function measureIngest(): Promise<Figure[]> {
  return measureVendors(measureVendor);
}

async function measureVendor(vendor: BenchVendor): Promise<Figure[]> {
  await using run = await startBenchRun(vendor, calls);
  const { server, folder, job } = run;
  const ingest: { sync: number; fetchAndParse: number; write: number }[] = [];
  const resync: { sync: number; fetchAndParse: number }[] = [];

  /** Asks what the sync has just asked, and leaves the vendor's log as empty as it was before. */
  async function measureFloor(rows: Pick<FloorJob, 'rowsFrom' | 'path'>): Promise<FloorFigures> {
    const urls = (await server.takeLog()).map((url) => server.url + url);
    const concurrency = vendor === 'thulium' ? 4 : 1;
    const job: FloorJob = { urls, concurrency, ...rows };
    const figures = await runProcess<FloorFigures>('./floor-process.ts', job);
    await server.takeLog();
    return figures;
  }

  for (let turn = 0; turn < rounds; turn += 1) {
    const path = join(folder, `${turn}.duckdb`);
    const first = await runProcess<SyncFigures>('./sync-process.ts', { ...job, path });
    assertStored(first, calls);
    const floor = await measureFloor({
      rowsFrom: path,
      path: join(folder, `${turn}-floor.duckdb`),
    });
    ingest.push({ sync: first.elapsedMs, ...floor });

    // A quarter of an hour later, with a lookback that reaches back to the beginning.
    const again: SyncJob = { ...job, path, now: benchNow + 900_000, lookback: 'P200D' };
    const second = await runProcess<SyncFigures>('./sync-process.ts', again);
    assertUnchanged(second, calls);
    const alone = await measureFloor({});
    resync.push({ sync: second.elapsedMs, fetchAndParse: alone.fetchAndParse });
  }
  return [
    {
      name: 'ingest',
      vendor,
      calls,
      ratio: round(median(ingest.map((own) => own.sync / (own.fetchAndParse + own.write)))),
      limit: 1.6,
      rounds: ingest.map(seconds),
    },
    {
      name: 'resync',
      vendor,
      calls,
      ratio: round(median(resync.map((own) => own.sync / own.fetchAndParse))),
      limit: 2,
      rounds: resync.map(seconds),
    },
  ];
}

function assertStored({ report }: SyncFigures, expected: number): void {
  const { rows } = report.sources[0] ?? {};
  if (report.status === 'complete' && rows?.inserted === expected) return;
  throw new Error(`the sync stored ${rows?.inserted} of ${expected} calls: ${report.status}`);
}

function assertUnchanged({ report }: SyncFigures, expected: number): void {
  const { rows } = report.sources[0] ?? {};
  if (rows?.unchanged === expected && rows.inserted + rows.updated + rows.removed === 0) return;
  throw new Error(
    `the second sync was to find ${expected} calls unchanged: ${JSON.stringify(rows)}`,
  );
}

function seconds(times: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(times).map(([name, elapsedMs]) => [`${name}Seconds`, round(elapsedMs / 1000)]),
  );
}
