import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

let test: TestServer;
let viewer: string;

beforeAll(async () => {
  test = await startTestServer();
  viewer = await test.key();
  await storeCalls(test.store, 'warsaw', [{}, {}, {}]);
  await storeCalls(test.store, 'former', [{}]);
});

afterAll(() => test.close());

const told = {
  provider: 'thulium',
  vendor: 'Thulium',
  timeZone: 'Europe/Warsaw',
  streams: [{ id: 'calls', kind: 'calls' }],
  schedule: { isPaused: true, nextAt: null, failures: 0, running: null },
};

describe('sources', () => {
  it('are those of the config and those that the store still knows', async () => {
    const answer = await test.ask('/v1/sources', viewer);
    const nothing = { provider: null, vendor: null, timeZone: null, streams: [], schedule: null };
    expect(await answer.json()).toEqual({
      sources: [
        { source: 'warsaw', ...told },
        { source: 'gdansk', ...told },
        { source: 'former', ...nothing },
      ],
    });
  });

  it('are those alone that the key may know of', async () => {
    const answer = await test.ask('/v1/sources', await test.key('owner', ['gdansk']));
    expect(await answer.json()).toEqual({ sources: [{ source: 'gdansk', ...told }] });
    const none = await test.ask('/v1/sources', await test.key('owner', []));
    expect(await none.json()).toEqual({ sources: [] });
  });

  it('tell nothing of how they are reached', async () => {
    const text = await (await test.ask('/v1/sources', viewer)).text();
    for (const secret of ['127.0.0.1', 'password', 'baseUrl']) expect(text).not.toContain(secret);
  });
});

describe('coverage', () => {
  it('tells what is proven and what is missing', async () => {
    const path = '/v1/coverage?source=warsaw&from=2024-03-01T08:00:00Z&to=2024-03-01T09:00:00Z';
    const answer = await test.ask(path, viewer);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      coverage: [
        {
          source: 'warsaw',
          stream: 'calls',
          kind: 'calls',
          covered: [
            {
              from: '2024-03-01T08:00:00.000Z',
              to: '2024-03-01T08:03:00.000Z',
              state: 'sealed',
              rows: 3,
              vendorRows: 3,
            },
          ],
          gaps: [{ from: '2024-03-01T08:03:00.000Z', to: '2024-03-01T09:00:00.000Z' }],
          permanentGaps: [],
        },
      ],
    });
  });

  it('of other sources is told to nobody', async () => {
    const key = await test.key('owner', ['gdansk']);
    const answer = await test.ask('/v1/coverage?from=2024-03-01', key);
    expect(await answer.json()).toMatchObject({ coverage: [{ source: 'gdansk', covered: [] }] });
    const refused = await test.ask('/v1/coverage?source=warsaw', key);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('There are gdansk');
  });
});
