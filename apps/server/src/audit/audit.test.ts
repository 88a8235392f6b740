import { type AuditEntry, auditEntrySchema } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { createVirtualClock } from '@cdr/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { createAuditTrail } from './audit-trail.ts';

const pageSchema = z.strictObject({
  entries: z.array(auditEntrySchema),
  next: z.string().nullable(),
});

let test: TestServer;
let owner: string;

beforeEach(async () => {
  test = await startTestServer();
  owner = await test.key('owner');
});

afterEach(() => test.close());

const idOf = (key: string) => key.split('_')[1] ?? '';

async function page(query = ''): Promise<z.infer<typeof pageSchema>> {
  const answer = await test.ask(`/v1/audit${query}`, owner);
  expect(answer.status).toBe(200);
  return pageSchema.parse(await answer.json());
}

async function denied(): Promise<AuditEntry[]> {
  const { entries } = await page();
  return entries.filter(({ action }) => action === 'request-denied');
}

describe('a denied request', () => {
  it.each([
    ['without a key', undefined, 'none'],
    ['with what is no key', 'secret-word', 'malformed'],
    ['with a key that nobody has', `cdr_${'0'.repeat(16)}_${'A'.repeat(43)}`, 'unknown'],
  ])('is in the log when it comes %s', async (_, key, reason) => {
    await test.ask('/v1/calls?number=%2B48221234567', key);
    const entries = await denied();
    expect(entries).toMatchObject([
      {
        by: { via: 'request', keyId: null },
        times: 1,
        detail: { method: 'GET', route: '/v1/calls', status: 401, reason, address: '127.0.0.1' },
      },
    ]);
    const text = JSON.stringify(entries);
    for (const kept of ['48221234567', 'secret-word', 'AAAA']) expect(text).not.toContain(kept);
  });

  it('is in the log with the key that does not allow it', async () => {
    const [viewer, revoked] = [await test.key(), await test.key()];
    await test.keys.revoke(idOf(revoked));
    await test.ask('/v1/audit', viewer);
    await test.ask('/v1/calls?raw=true', viewer);
    await test.ask('/v1/calls', revoked);
    const reasons = (await denied()).map(({ by, detail }) => `${by.keyId} ${detail.reason}`);
    expect(reasons.sort()).toEqual(
      [`${idOf(viewer)} role`, `${idOf(viewer)} role`, `${idOf(revoked)} revoked`].sort(),
    );
  });

  it('is in the log when it goes where nothing is, without the address it went to', async () => {
    await test.ask('/v1/people/+48221234567');
    expect(await denied()).toMatchObject([{ detail: { route: null, reason: 'none' } }]);
  });

  it('is in the log when a vendor’s API refuses it', async () => {
    const login = 'api_user:wrong';
    const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
    const path = '/vendors/warsaw/api/connections?date_from=2024-03-01';
    await test.ask(path, undefined, { headers: { authorization } });
    await test.ask(path);
    const reasons = (await denied()).map(({ detail }) => `${detail.route} ${detail.reason}`);
    expect(reasons.sort()).toEqual(['/vendors/:source/* none', '/vendors/:source/* unknown']);
  });

  it('is not what is answered', async () => {
    const viewer = await test.key();
    await test.ask('/healthz');
    await test.ask('/v1/calls', viewer);
    await test.ask('/nothing', viewer);
    expect(await denied()).toEqual([]);
  });

  it('adds up with others like it, so that asking fills no store', async () => {
    for (let times = 0; times < 20; times += 1) await test.ask('/v1/calls');
    const entries = await denied();
    expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(20);
    expect(entries.length).toBeLessThanOrEqual(2);
  });
});

describe('an owner’s request', () => {
  it('is in the log before it is worked on', async () => {
    const { entries } = await page();
    expect(entries.find(({ action }) => action === 'owner-request')).toMatchObject({
      by: { via: 'request', keyId: idOf(owner) },
      detail: { method: 'GET', route: '/v1/audit' },
    });
  });
});

describe('the log', () => {
  it('is told page by page, to the end, each entry once', async () => {
    for (let count = 0; count < 5; count += 1) await test.key();
    const whole = await page();
    const seen: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const next = await page(`?limit=2&to=2024-03-20T12:00:00.001Z${query}`);
      seen.push(...next.entries);
      cursor = next.next;
      test.setNow('2024-03-20T13:00:00.000Z');
    } while (cursor !== null);
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(whole.entries.map(({ id }) => id)));
  });

  it('is told of a range of time', async () => {
    test.setNow('2024-03-21T12:00:00.000Z');
    await test.key();
    const { entries } = await page('?from=2024-03-21&to=2024-03-22');
    expect(entries.map(({ action }) => action).sort()).toEqual(['key-created', 'owner-request']);
    expect((await page('?to=2024-03-20')).entries).toEqual([]);
  });

  it('takes no cursor of another range, and none that was made up', async () => {
    const { next } = await page('?limit=1');
    for (const query of [`?limit=1&from=2024-03-20&cursor=${next}`, '?cursor=bm8.bm8']) {
      expect((await test.ask(`/v1/audit${query}`, owner)).status).toBe(400);
    }
  });
});

describe('a trail', () => {
  it('leaves addresses out when there are very many, and counts on', async () => {
    const clock = createVirtualClock(0);
    const store = createMemoryStore(() => clock.now());
    const trail = createAuditTrail({ store, clock });
    const by = { via: 'request', keyId: null } as const;
    for (let host = 0; host < 2000; host += 1) {
      const detail = { reason: 'none', address: `10.0.${host >> 8}.${host & 255}` };
      trail.add({ action: 'request-denied', by, detail });
    }
    await trail.close();
    const entries = await store.audit({ limit: 5000 });
    expect(entries.length).toBeLessThan(600);
    expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(2000);
  });

  it('adds up for a longer moment when very much is told in one', async () => {
    const clock = createVirtualClock(0);
    const store = createMemoryStore(() => clock.now());
    const trail = createAuditTrail({ store, clock });
    const by = { via: 'request', keyId: null } as const;
    for (let route = 0; route < 100; route += 1) {
      trail.add({ action: 'request-denied', by, detail: { route } });
    }
    await expect.poll(() => clock.waits).toEqual([1000, 60_000]);
    await trail.close();
    expect(await store.audit({ limit: 200 })).toHaveLength(100);
  });

  it('is kept as long as it shall be', async () => {
    const clock = createVirtualClock(Date.parse('2024-03-01T08:00:00Z'));
    const store = createMemoryStore(() => clock.now());
    const kept = createAuditTrail({ store, clock });
    const trail = createAuditTrail({ store, clock, keepFor: 'P1M' });
    const by = { via: 'request', keyId: null } as const;
    await trail.record({ action: 'owner-request', by, detail: { count: 1 } });
    clock.advance(30 * 86_400_000);
    await trail.record({ action: 'owner-request', by, detail: { count: 2 } });
    await trail.forgetOld();
    expect(await store.audit({ limit: 9 })).toHaveLength(2);
    clock.advance(2 * 86_400_000);
    await kept.forgetOld();
    expect(await store.audit({ limit: 9 })).toHaveLength(2);
    await trail.forgetOld();
    expect(await store.audit({ limit: 9 })).toMatchObject([{ detail: { count: 2 } }]);
    await Promise.all([trail.close(), kept.close()]);
  });

  it('goes on when something could not be written, and says so', async () => {
    const clock = createVirtualClock(0);
    const store = createMemoryStore(() => clock.now());
    const errors: unknown[] = [];
    let isBroken = true;
    const broken = {
      ...store,
      recordAudit: async (entries: readonly AuditEntry[]) => {
        if (isBroken) throw new Error('full');
        await store.recordAudit(entries);
      },
    };
    const onError = (error: unknown) => errors.push(error);
    const trail = createAuditTrail({ store: broken, clock, onError });
    const note = { action: 'request-denied', by: { via: 'request', keyId: null } } as const;
    trail.add({ ...note, detail: { count: 1 } });
    await trail.flush();
    isBroken = false;
    trail.add({ ...note, detail: { count: 2 } });
    await trail.close();
    expect(errors).toHaveLength(1);
    expect((await store.audit({ limit: 9 })).map(({ detail }) => detail)).toEqual([{ count: 2 }]);
  });
});
