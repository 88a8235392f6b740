import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openDuckDbStore } from '@cdr/store';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ExportFigures, ExportJob } from './export-process.ts';
import { type Figure, round } from './figure.ts';
import { generatedCalls, generatedStore, generatedYear } from './generated-calls.ts';
import { copiedColumns, copiedLists } from './hand-written-copy.ts';
import { runProcess } from './run-process.ts';

const workbookCalls = 500_000;

/** How each format is copied by hand. */
const copies = {
  csv: { select: copiedColumns, options: 'FORMAT csv, HEADER true' },
  parquet: { select: copiedLists, options: 'FORMAT parquet, COMPRESSION zstd' },
} as const;

/** CSV and Parquet of all calls, over the database's own COPY of the same columns in the same order. */
export async function measureExport(): Promise<Figure[]> {
  const path = await generatedStore();
  const folder = await mkdtemp(join(dirname(path), 'cdr-export-'));
  try {
    const figures: Figure[] = [];
    for (const format of ['csv', 'parquet'] as const) {
      // Once each: they take minutes, in which noise evens out.
      const copied = await timeCopy(path, join(folder, 'copied'), copies[format]);
      const exported = await timeExport(path, join(folder, 'exported'), format);
      figures.push({
        name: `export-${format}`,
        calls: generatedCalls,
        ratio: round(exported / copied),
        limit: 1.3,
        over: 'COPY of the same columns in the same order',
        megabytes: Math.round((await stat(join(folder, 'exported'))).size / 1e6),
        exportSeconds: round(exported / 1000),
        copySeconds: round(copied / 1000),
      });
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A workbook of half a million calls: how long it takes, and the most memory over that of a tenth of them. */
export async function measureWorkbook(): Promise<Figure[]> {
  const path = await generatedStore();
  const folder = await mkdtemp(join(tmpdir(), 'cdr-export-'));
  try {
    const run = (calls: number) =>
      runProcess<ExportFigures>('./export-process.ts', {
        path,
        calls,
        file: join(folder, 'calls.xlsx'),
      } satisfies ExportJob);
    const small = await run(workbookCalls / 10);
    const large = await run(workbookCalls);
    return [
      {
        name: 'export-xlsx',
        calls: workbookCalls,
        seconds: round(large.elapsedMs / 1000),
        megabytes: Math.round(large.bytes / 1e6),
        ratio: round(large.peakKb / small.peakKb),
        limit: 1.4,
        peakMb: [small, large].map(({ peakKb }) => Math.round(peakKb / 1024)),
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function timeExport(path: string, file: string, format: 'csv' | 'parquet'): Promise<number> {
  const store = await openDuckDbStore({ path, now: () => generatedYear.to });
  const startedAt = performance.now();
  await store.snapshot((calls) => pipeline(calls[format](), createWriteStream(file)));
  const elapsedMs = performance.now() - startedAt;
  await store.close();
  return elapsedMs;
}

async function timeCopy(
  path: string,
  file: string,
  { select, options }: (typeof copies)[keyof typeof copies],
): Promise<number> {
  const instance = await DuckDBInstance.create(path, {
    // The store sorts within its 200 MB; a COPY that has to sort all at once needs more.
    memory_limit: '4GB',
    threads: String(Math.max(1, availableParallelism() - 1)),
  });
  const connection = await instance.connect();
  const startedAt = performance.now();
  await connection.run(`COPY (${select}) TO '${file}' (${options})`);
  const elapsedMs = performance.now() - startedAt;
  connection.closeSync();
  instance.closeSync();
  return elapsedMs;
}
