import { type MetricName, type SummaryQuery, toEpochMs } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { startBenchServer } from './bench-server.ts';
import { type Figure, median, round } from './figure.ts';
import { generatedStore, generatedYear, generatedZone } from './generated-calls.ts';

const calls = 1_000_000;
const rounds = 15;
const metrics: MetricName[] = ['calls', 'answered', 'asr', 'talkSeconds', 'asa', 'serviceLevel'];
const month = {
  from: toEpochMs('2025-05-31T22:00:00.000Z'),
  to: toEpochMs('2025-06-30T22:00:00.000Z'),
};

/**
 * A month of figures by agent and day over HTTP, until all of the answer is there, over the same in this
 * process; the middle of each.
 */
export async function measureHttpStats(): Promise<Figure[]> {
  const query: SummaryQuery = {
    by: ['agent'],
    interval: 'day',
    timeZone: generatedZone,
    metrics,
    filter: { ...month, source: ['bench'] },
  };
  await using server = await startBenchServer(calls);
  const store = await openDuckDbStore({
    path: await generatedStore(calls),
    now: () => generatedYear.to,
  });
  const asked = new URLSearchParams({
    by: 'agent',
    interval: 'day',
    timeZone: generatedZone,
    metrics: metrics.join(),
    origin: 'computed',
    from: '2025-06-01',
    to: '2025-07-01',
  });
  const url = `${server.url}/v1/stats?${asked.toString()}`;
  const headers = { authorization: `Bearer ${server.key}` };
  const times: { http: number; here: number }[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    let startedAt = performance.now();
    const rows = await store.summarize(query);
    const here = performance.now() - startedAt;
    startedAt = performance.now();
    const answer = await (await fetch(url, { headers })).text();
    const http = performance.now() - startedAt;
    if (JSON.parse(answer).rows?.length !== rows.length) throw new Error('the two tell other rows');
    // The first turn warms up.
    if (turn > 0) times.push({ http, here });
  }
  await store.close();
  const [http, here] = [median(times.map((own) => own.http)), median(times.map((own) => own.here))];
  return [
    {
      name: 'http-stats',
      calls,
      ratio: round(http / here),
      limit: 1.5,
      over: 'the same figures in this process',
      httpMs: round(http),
      hereMs: round(here),
    },
  ];
}
