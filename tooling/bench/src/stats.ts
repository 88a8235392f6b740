import { availableParallelism } from 'node:os';
import { type MetricName, metricNames, type SummaryQuery, type SummaryRow } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Figure, median, round } from './figure.ts';
import { generatedCalls, generatedStore, generatedYear, generatedZone } from './generated-calls.ts';
import { handWrittenStats } from './hand-written-stats.ts';

const rounds = 3;
const tenMetrics: MetricName[] = [
  'calls',
  'answered',
  'inboundCalls',
  'outboundCalls',
  'asr',
  'talkSeconds',
  'acd',
  'asa',
  'serviceLevel',
  'aht',
];

const byAgentAndDay = {
  by: ['agent'],
  interval: 'day',
  timeZone: generatedZone,
  filter: generatedYear,
} as const;

/**
 * Agent × day over a year of calls with ten metrics, over a query for the same numbers that was
 * written by hand, in a database with the same limits.
 */
export async function measureStats(): Promise<Figure[]> {
  const path = await generatedStore();
  const times: { stats: number; handWritten: number }[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const handWritten = await timeHandWritten(path);
    const stats = await timeSummary(path, { ...byAgentAndDay, metrics: tenMetrics });
    assertSame(stats.rows, handWritten.rows);
    times.push({ stats: stats.elapsedMs, handWritten: handWritten.elapsedMs });
  }
  return [
    {
      name: 'stats',
      calls: generatedCalls,
      ratio: round(median(times.map((own) => own.stats / own.handWritten))),
      limit: 1.3,
      over: 'a query written by hand',
      rounds: times.map(({ stats, handWritten }) => ({
        statsSeconds: round(stats / 1000),
        handWrittenSeconds: round(handWritten / 1000),
      })),
    },
  ];
}

/** The same with every metric there is. */
export async function measureAllStats(): Promise<Figure[]> {
  const path = await generatedStore();
  const { rows, elapsedMs } = await timeSummary(path, { ...byAgentAndDay, metrics: metricNames });
  return [
    {
      name: 'stats-all',
      calls: generatedCalls,
      metrics: metricNames.length,
      rows: rows.length,
      seconds: round(elapsedMs / 1000),
    },
  ];
}

/** Figures of the store, and how long they took; what a query costs once the file is open. */
export async function timeSummary(
  path: string,
  query: SummaryQuery,
): Promise<{ rows: SummaryRow[]; elapsedMs: number }> {
  const store = await openDuckDbStore({ path, now: () => generatedYear.to });
  const startedAt = performance.now();
  const rows = await store.summarize(query);
  const elapsedMs = performance.now() - startedAt;
  await store.close();
  return { rows, elapsedMs };
}

async function timeHandWritten(path: string) {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: '200MB',
    threads: String(Math.max(1, availableParallelism() - 1)),
  });
  const connection = await instance.connect();
  const startedAt = performance.now();
  const rows = (await connection.runAndReadAll(handWrittenStats)).getRowObjectsJS();
  const elapsedMs = performance.now() - startedAt;
  connection.closeSync();
  instance.closeSync();
  return { rows, elapsedMs };
}

function assertSame(rows: readonly SummaryRow[], others: readonly Record<string, unknown>[]): void {
  const isSame =
    rows.length === others.length &&
    rows.every(({ metrics, dimensions }, index) => {
      const { agent, calls, talk_ms, in_time, delays, late } = others[index] ?? {};
      const level = Number(in_time) / (Number(delays) + Number(late));
      return (
        dimensions.agent === agent &&
        metrics.calls === Number(calls) &&
        metrics.talkSeconds === Number(talk_ms) / 1000 &&
        Object.is(metrics.serviceLevel ?? Number.NaN, level)
      );
    });
  if (!isSame) throw new Error('the two do not tell the same figures');
}
