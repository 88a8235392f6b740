import { unknownParty } from '@cdr/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

const party = (number: string) => ({ ...unknownParty, number });

let test: TestServer;

beforeEach(async () => {
  test = await startTestServer();
  for (const source of ['warsaw', 'gdansk']) {
    await storeCalls(test.store, source, [
      { from: party('22 123 45 67'), smsText: 'hello' },
      { from: party('601000111') },
    ]);
  }
});

afterEach(() => test.close());

const erase = (path: string, key: string) => test.ask(path, key, { method: 'DELETE' });

async function numbers(): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for await (const batch of test.store.read()) found.push(...batch.map(({ from }) => from.number));
  return found;
}

describe('DELETE /v1/people/:number', () => {
  it('erases the person in all sources, and writes it down without the number', async () => {
    const owner = await test.key('owner');
    const answer = await erase('/v1/people/%2B48%2022%20123%2045%2067', owner);
    expect(answer.status).toBe(200);
    const counts = { calls: 2, notes: 0, rawRows: 2, rejected: 0, statistics: 0 };
    expect(await answer.json()).toEqual({ erased: counts });
    expect(await numbers()).toEqual([null, null, '601000111', '601000111']);
    const entries = await test.store.audit({ limit: 99 });
    expect(entries.find(({ action }) => action === 'person-erased')).toMatchObject({
      by: { via: 'request', keyId: owner.split('_')[1] },
      detail: counts,
    });
    expect(JSON.stringify(entries)).not.toMatch(/22.{0,9}123.{0,9}45.{0,9}67/);
  });

  it('is seen by those who have asked before', async () => {
    const [owner, viewer] = [await test.key('owner'), await test.key()];
    const before = await test.ask('/v1/calls', viewer);
    const headers = { 'if-none-match': before.headers.get('etag') ?? '' };
    expect((await test.ask('/v1/calls', viewer, { headers })).status).toBe(304);
    await erase('/v1/people/221234567', owner);
    const after = await test.ask('/v1/calls', viewer, { headers });
    expect(after.status).toBe(200);
    expect(await after.text()).not.toContain('22 123');
  });

  it('only tells what there is when that is asked', async () => {
    const answer = await erase('/v1/people/221234567?dryRun=true', await test.key('owner'));
    expect(await answer.json()).toMatchObject({ erased: { calls: 2, rawRows: 2 } });
    expect(await numbers()).toContain('22 123 45 67');
  });

  it.each([
    ['an operator’s key', 'operator', null],
    ['an owner’s key for some sources', 'owner', ['warsaw']],
  ] as const)('takes no %s', async (_, role, sources) => {
    const answer = await erase('/v1/people/221234567', await test.key(role, sources));
    expect(answer.status).toBe(403);
    expect(await numbers()).toContain('22 123 45 67');
  });

  it('refuses what is no number', async () => {
    const answer = await erase('/v1/people/anna', await test.key('owner'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'config' });
  });
});
