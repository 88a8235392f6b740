import type { CallFields, CallSnapshot, Store } from '@cdr/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

/** More than a batch holds, and more than a piece of a file. */
const size = 9_000;
let test: TestServer;
let viewer: string;
/** What is committed once the first piece of a file has been taken. */
let between: (() => Promise<void>) | null = null;

/** The same calls, with something else done between the first piece and the next. */
function interrupted(calls: CallSnapshot): CallSnapshot {
  async function* pieces<Piece>(all: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    for await (const piece of all) {
      yield piece;
      await between?.();
      between = null;
    }
  }
  return {
    ...calls,
    read: (query) => pieces(calls.read(query)),
    csv: (request) => pieces(calls.csv(request)),
    parquet: (request) => pieces(calls.parquet(request)),
  };
}

beforeAll(async () => {
  const changeStore = (store: Store): Store => ({
    ...store,
    snapshot: (work) => store.snapshot((calls) => work(interrupted(calls))),
  });
  test = await startTestServer(undefined, { changeStore });
  viewer = await test.key();
});

afterAll(() => test.close());

async function fileOf(format: string): Promise<Buffer> {
  const answer = await test.ask(`/v1/export?format=${format}`, viewer);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

it.each([
  ...['ndjson', 'json', 'csv', 'parquet'].map((format, index) => ({ format, talkMs: index + 1 })),
])('a file as $format is of one moment, whatever is committed while it is sent', async (own) => {
  const { format, talkMs } = own;
  const calls = (fields: Partial<CallFields>) => Array.from({ length: size }, () => fields);
  await storeCalls(test.store, 'warsaw', calls({ talkMs }), 'thulium', talkMs);
  const before = await fileOf(format);
  let commits = 0;
  between = async () => {
    await storeCalls(test.store, 'warsaw', calls({ talkMs: 77 }), 'thulium', 77);
    await storeCalls(test.store, 'gdansk', [{ talkMs }], 'thulium', talkMs);
    commits += 1;
  };
  const meanwhile = await fileOf(format);
  expect(commits).toBe(1);
  expect(meanwhile.equals(before)).toBe(true);
  expect((await fileOf(format)).equals(before)).toBe(false);
});
