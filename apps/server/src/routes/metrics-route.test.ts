import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { createMetrics } from '../metrics/metrics.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
  await storeCalls(test.store, 'warsaw', [{}, {}]);
});

afterAll(() => test.close());

describe('metrics', () => {
  it('tell of requests by route, of coverage, and of the process', async () => {
    const key = await test.key();
    await (await test.ask('/v1/calls/warsaw:1', key)).text();
    await (await test.ask('/v1/calls/warsaw:2', key)).text();
    await (await test.ask('/nothing', key)).text();
    const answer = await test.ask('/metrics', key);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    const count = 'http_request_duration_seconds_count';
    expect(text).toContain(`${count}{method="GET",route="/v1/calls/:id",status_code="200"} 2`);
    expect(text).toContain(`${count}{method="GET",route="none",status_code="404"} 1`);
    // Covered up to two minutes past eight of the first, on the twentieth at noon.
    const lagSeconds =
      (Date.parse('2024-03-20T12:00:00Z') - Date.parse('2024-03-01T08:02:00Z')) / 1000;
    expect(text).toContain(
      `cdr_coverage_lag_seconds{source="warsaw",stream="calls"} ${lagSeconds}`,
    );
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('warsaw:1');
  });

  it('tell what waits in syncs, until they end', async () => {
    const metrics = createMetrics({ store: test.store, clock: { now: () => 0 } });
    const told = async () => (await metrics.text()).match(/^cdr_queue_depth.*$/gm);
    const own = { source: 'warsaw', stream: 'calls' };
    const window = { from: 0, to: 1 };
    metrics.onEvent({ type: 'stream-planned', ...own, asked: window, slices: 5 });
    expect(await told()).toEqual(['cdr_queue_depth{source="warsaw",stream="calls"} 5']);
    metrics.onEvent({ type: 'slice-done', ...own, window, rows: 1, planned: 6, done: 2 });
    expect(await told()).toEqual(['cdr_queue_depth{source="warsaw",stream="calls"} 4']);
    metrics.onEnd({
      ...{ id: '1', source: 'warsaw', startedAt: '', endedAt: '', status: 'failed', report: null },
      progress: { planned: 6, done: 2, failed: 0, rows: 1, requests: 0, retries: 0 },
    });
    expect(await told()).toEqual(['cdr_queue_depth{source="warsaw",stream="calls"} 0']);
  });

  it('are told to keys of all sources alone', async () => {
    expect((await test.ask('/metrics')).status).toBe(401);
    const limited = await test.ask('/metrics', await test.key('owner', ['warsaw']));
    expect(limited.status).toBe(403);
    expect(await limited.text()).not.toContain('warsaw');
  });
});
