import { createWriteStream } from 'node:fs';
import { resourceUsage, stdout } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { formatCalls } from '@cdr/export';
import { openDuckDbStore } from '@cdr/store';
import { generatedYear } from './generated-calls.ts';
import { readJob } from './run-process.ts';

/** A workbook that is to be written. */
export interface ExportJob {
  /** Of the store. */
  path: string;
  calls: number;
  file: string;
}

/** What writing it took. */
export interface ExportFigures {
  elapsedMs: number;
  peakKb: number;
  bytes: number;
}

const { path, calls, file } = await readJob<ExportJob>();
const store = await openDuckDbStore({ path, now: () => generatedYear.to });
const startedAt = performance.now();
const target = createWriteStream(file);
await pipeline(formatCalls(store.read({ limit: calls }), 'xlsx', { raw: false }), target);
const elapsedMs = performance.now() - startedAt;
await store.close();
const figures: ExportFigures = {
  elapsedMs,
  peakKb: resourceUsage().maxRSS,
  bytes: target.bytesWritten,
};
stdout.write(JSON.stringify(figures));
