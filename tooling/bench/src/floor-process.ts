import { availableParallelism } from 'node:os';
import type { Call, CallRow } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { appendTableChunks, toCallChunks } from '@cdr/store/columnar';
import { DuckDBInstance } from '@duckdb/node-api';
import { readJob } from './run-process.ts';
import { benchNow } from './workload.ts';

/** The least that a sync can't do without, in a process of its own. */
export interface FloorJob {
  /** The requests of the sync, in its order. */
  urls: string[];
  concurrency: number;
  /** A store that holds the rows to write; without one, nothing is written. */
  rowsFrom?: string;
  /** Where they are written, into tables as empty as the sync's were. */
  path?: string;
}

/** Milliseconds. */
export interface FloorFigures {
  fetchAndParse: number;
  write: number;
}

const rowsPerTransaction = 10_000;

const { urls, concurrency, rowsFrom, path } = await readJob<FloorJob>();
const fetchAndParse = await fetchAll();
const write = rowsFrom === undefined || path === undefined ? 0 : await writeAll(rowsFrom, path);
process.stdout.write(JSON.stringify({ fetchAndParse, write } satisfies FloorFigures));

async function fetchAll(): Promise<number> {
  const startedAt = performance.now();
  const queue = urls.values();
  const reader = async (): Promise<void> => {
    for (const url of queue) JSON.parse(await (await fetch(url)).text());
  };
  await Promise.all(Array.from({ length: concurrency }, reader));
  return performance.now() - startedAt;
}

async function writeAll(from: string, to: string): Promise<number> {
  const batches = await readRows(from);
  const empty = await openDuckDbStore({ path: to, now: () => benchNow });
  await empty.close();
  const startedAt = performance.now();
  const instance = await DuckDBInstance.create(to, {
    memory_limit: '200MB',
    threads: String(Math.max(1, availableParallelism() - 1)),
  });
  const connection = await instance.connect();
  await connection.run("SET checkpoint_threshold = '256MB'");
  for (const rows of batches) {
    await connection.run('BEGIN');
    await appendTableChunks(connection, toCallChunks({ source: 'bench', provider: 'bench' }, rows));
    await connection.run('COMMIT');
  }
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  return performance.now() - startedAt;
}

/** The rows as the sync handed them to its store, in batches of a transaction each. */
async function readRows(from: string): Promise<CallRow[][]> {
  const store = await openDuckDbStore({ path: from, now: () => benchNow });
  const batches: CallRow[][] = [[]];
  for await (const calls of store.read({ raw: true })) {
    for (const call of calls) {
      if ((batches.at(-1)?.length ?? 0) === rowsPerTransaction) batches.push([]);
      batches.at(-1)?.push(toRow(call));
    }
  }
  await store.close();
  return batches;
}

function toRow({ id, source, provider, raw, ...call }: Call): CallRow {
  void source;
  void provider;
  return { id, call, raw: JSON.stringify(raw), hash: id.length };
}
