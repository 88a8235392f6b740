import {
  type AuditEntry,
  type CallFields,
  type CallReading,
  createCallFields,
  type Store,
  toEpochMs,
  toInstant,
  unknownParty,
} from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { storeCalls } from './__fixtures__/sample-calls.ts';
import { sampleNow, startTestServer, type TestServer } from './__fixtures__/test-server.ts';

const audit: AuditEntry = {
  id: 'a1',
  at: sampleNow,
  action: 'person-erased',
  by: { via: 'command', keyId: null },
  times: 1,
  detail: {},
};
const theirNumber = '+48600100200';
const theirs: Partial<CallFields> = {
  direction: 'inbound',
  from: { ...unknownParty, number: theirNumber, e164: theirNumber, type: 'person' },
};
const begin = toEpochMs('2024-03-01T08:00:00.000Z');
const owner = { source: 'warsaw', stream: 'calls', provider: 'thulium' };
const changedCall = createCallFields({
  vendorId: '2',
  startedAt: toInstant(begin + 60_000),
  timePrecision: 'second',
  timeZone: 'Europe/Warsaw',
  noteCount: 1,
});
const window = { from: begin, to: begin + 600_000 };

const sampleNote = {
  ...{ text: 'Call back', createdAt: null, author: { id: 'u1', name: 'Jan' } },
  ...{ pinned: null, edited: null, deleted: null, files: [] },
};

/** Stores a reading of the window, which has nothing in it unless told. */
function commit(store: Store, own: Partial<CallReading>): Promise<unknown> {
  return store.commit({
    ...{ ...owner, window, proof: null, rows: [], rejected: [], missing: 'keep' },
    ...own,
  });
}

interface Write {
  of: string;
  /** Whether it shows in a list of calls. */
  shows: boolean;
  write: (store: Store) => Promise<unknown>;
}

const writes: Write[] = [
  { of: 'new calls', shows: true, write: (store) => storeCalls(store, 'gdansk', [{}, theirs]) },
  {
    of: 'a changed call',
    shows: true,
    write: (store) =>
      commit(store, {
        window: { from: begin + 60_000, to: begin + 120_000 },
        rows: [{ id: 'warsaw:2', call: changedCall, raw: '{"id":"2"}', hash: 99 }],
      }),
  },
  {
    of: 'calls that would be removed',
    shows: false,
    write: (store) => commit(store, { missing: 'confirm' }),
  },
  {
    of: 'rejected rows',
    shows: false,
    write: (store) => commit(store, { rejected: [{ raw: '{}', reason: 'no date' }] }),
  },
  {
    of: 'rejected rows that were repaired',
    shows: false,
    async write(store) {
      for await (const rows of store.rejected())
        await store.deleteRejected(rows.map(({ id }) => id));
    },
  },
  {
    of: 'a note',
    shows: false,
    write: (store) =>
      store.commitNotes({
        ...owner,
        stream: 'notes',
        readAt: toEpochMs(sampleNow),
        calls: [
          {
            ...{ callId: 'warsaw:2', startedAt: begin + 60_000, noteCount: 1, rejected: [] },
            rows: [{ id: 'warsaw:n1', raw: null, hash: 1, note: sampleNote }],
          },
        ],
      }),
  },
  { of: 'a run', shows: false, write: (store) => store.recordPause('warsaw', true) },
  { of: 'rows too old', shows: true, write: (store) => store.deleteRawBefore(begin + 60_000) },
  {
    of: 'somebody who is erased',
    shows: true,
    write: (store) =>
      store.erase({
        forms: [{ digits: theirNumber.slice(1), callingCode: null }],
        callingCodes: { warsaw: '48', gdansk: '48' },
        audit,
      }),
  },
  {
    of: 'calls too old',
    shows: true,
    write: (store) =>
      store.deleteOld({ source: 'warsaw', before: begin + 120_000, statistics: {}, audit }),
  },
  {
    of: 'calls that are gone',
    shows: true,
    write: (store) =>
      commit(store, {
        window: { from: begin + 240_000, to: begin + 300_000 },
        missing: 'remove',
      }),
  },
];

const answerSchema = z.looseObject({ calls: z.array(z.unknown()).optional() });

/** What several keys are told; with a bound that was never asked for before, nothing kept can be told. */
function openQuestions(test: TestServer, keys: Record<'viewer' | 'operator' | 'limited', string>) {
  let asked = 0;
  const basic = (key: string) => ({ headers: { authorization: `Basic ${btoa(`x:${key}`)}` } });
  const questions = [
    (bound: string) => test.ask(`/v1/calls?limit=3&to=${bound}:00Z`, keys.viewer),
    (bound: string) => test.ask(`/v1/calls?order=desc&to=${bound}:00Z`, keys.limited),
    (bound: string) => test.ask(`/v1/calls?raw=true&to=${bound}:00Z`, keys.operator),
    ...[keys.viewer, keys.limited].map(
      (key) => (bound: string) =>
        test.ask(
          `/vendors/*/api/connections?limit=3&date_to=${bound.replace('T', '%20')}`,
          undefined,
          basic(key),
        ),
    ),
  ];
  async function ask(bound: string): Promise<unknown[]> {
    const told = [];
    for (const question of questions) {
      const answer = await question(bound);
      expect(answer.status).toBe(200);
      const { next: _next, ...page } = answerSchema.parse(await answer.json());
      told.push(page);
    }
    return told;
  }
  return {
    again: () => ask('2030-01-01T00:00'),
    anew: () => {
      asked += 1;
      const minutes = String(asked).padStart(2, '0');
      return ask(`2031-01-01T00:${minutes}`);
    },
  };
}

const stores: Record<string, (store: Store) => Store> = {
  'a DuckDB file': (store) => store,
  memory: (store) => {
    const memory = createMemoryStore(() => toEpochMs(sampleNow));
    return { ...memory, close: () => Promise.all([memory.close(), store.close()]).then(() => {}) };
  },
};

for (const [name, changeStore] of Object.entries(stores)) {
  it(`answers from ${name} show every write, and are told again until then`, async () => {
    const test = await startTestServer(undefined, { changeStore });
    try {
      await storeCalls(test.store, 'warsaw', [theirs, {}, {}, {}, {}]);
      const { again, anew } = openQuestions(test, {
        viewer: await test.key(),
        operator: await test.key('operator'),
        limited: await test.key('viewer', ['gdansk']),
      });
      for (const { of, shows, write } of writes) {
        const before = await again();
        expect(await again(), of).toEqual(before);
        await write(test.store);
        const after = await again();
        expect(after, of).toEqual(await anew());
        if (shows) expect(after, of).not.toEqual(before);
        else expect(after, of).toEqual(before);
      }
    } finally {
      await test.close();
    }
  });
}

it('a page of a vendor shows a call once the clock has reached it', async () => {
  const test = await startTestServer();
  try {
    await storeCalls(test.store, 'warsaw', [{}, {}]);
    const headers = { authorization: `Basic ${btoa(`x:${await test.key()}`)}` };
    const count = async () => {
      const answer = await test.ask('/vendors/warsaw/api/connections', undefined, { headers });
      return z.object({ count: z.number() }).parse(await answer.json()).count;
    };
    test.setNow('2024-03-01T08:00:59.999Z');
    expect([await count(), await count()]).toEqual([1, 1]);
    test.setNow('2024-03-01T08:01:00.000Z');
    expect(await count()).toBe(2);
    test.setNow('2024-03-01T07:00:00.000Z');
    expect(await count()).toBe(0);
  } finally {
    await test.close();
  }
});

it('what is asked for again is not read again, each key has pages of its own', async () => {
  let readings = 0;
  const test = await startTestServer(undefined, {
    changeStore: (store) => ({
      ...store,
      read(query) {
        readings += 1;
        return store.read(query);
      },
    }),
  });
  try {
    await storeCalls(test.store, 'warsaw', [{}, {}, {}]);
    const keys = [await test.key(), await test.key()];
    const pages = [];
    for (const key of [...keys, ...keys]) {
      const answer = await test.ask('/v1/calls?limit=1', key);
      pages.push({ link: answer.headers.get('link'), body: await answer.text() });
    }
    const [first, second, ...again] = pages;
    expect(again).toEqual([first, second]);
    expect(first?.link).not.toBe(second?.link);
    expect(readings).toBe(2);
    const cursor = new URLSearchParams(first?.link?.split(/[?>]/)[1]).get('cursor');
    expect((await test.ask(`/v1/calls?limit=1&cursor=${cursor}`, keys[0])).status).toBe(200);
    expect((await test.ask(`/v1/calls?limit=1&cursor=${cursor}`, keys[1])).status).toBe(400);
  } finally {
    await test.close();
  }
});
