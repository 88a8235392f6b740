import { type ApiKey, type AuditEntry, toEpochMs } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { type OpenStore, withStore } from '../store-subject.ts';

const first: AuditEntry = {
  id: 'b',
  at: '2025-03-01T10:00:00.000Z',
  action: 'request-denied',
  by: { via: 'request', keyId: null },
  times: 1,
  detail: { method: 'GET', route: '/v1/calls', reason: 'none', "it's": null },
};
const second: AuditEntry = { ...first, id: 'a', at: '2025-03-01T10:00:00.001Z', times: 40 };
const third: AuditEntry = {
  ...second,
  id: 'c',
  action: 'key-created',
  by: { via: 'command', keyId: 'k1' },
  detail: { sources: 2, name: 'naïve "dashboard"' },
};
const newestFirst = [third, second, first];

/** What owners did, and what was denied. */
export function describeAudit(openStore: OpenStore): void {
  describe('the audit log', () => {
    it('keeps what it was told, and tells the newest first', () =>
      withStore(openStore, async ({ store, reopen }) => {
        expect(await store.audit({ limit: 10 })).toEqual([]);
        await store.recordAudit([second, first]);
        await store.recordAudit([]);
        await store.recordAudit([third]);
        expect(await store.audit({ limit: 10 })).toEqual(newestFirst);
        if (reopen === undefined) return;
        expect(await (await reopen()).audit({ limit: 10 })).toEqual(newestFirst);
      }));

    it('is told page by page, each behind the last entry of the one before', () =>
      withStore(openStore, async ({ store }) => {
        await store.recordAudit(newestFirst);
        const seen: AuditEntry[] = [];
        for (;;) {
          const [next] = await store.audit({ limit: 1, after: seen.at(-1) });
          if (next === undefined) break;
          seen.push(next);
        }
        expect(seen).toEqual(newestFirst);
      }));

    it('is told of a range of time, which ends before its end', () =>
      withStore(openStore, async ({ store }) => {
        await store.recordAudit(newestFirst);
        const [from, to] = [toEpochMs(first.at), toEpochMs(second.at)];
        expect(await store.audit({ from, to, limit: 10 })).toEqual([first]);
        expect(await store.audit({ from: to, limit: 10 })).toEqual([third, second]);
        expect(await store.audit({ from: to, after: third, limit: 10 })).toEqual([second]);
      }));

    it('loses what happened before a moment, and nothing else', () =>
      withStore(openStore, async ({ store, reopen }) => {
        await store.recordAudit(newestFirst);
        await store.deleteAuditBefore(toEpochMs(first.at));
        expect(await store.audit({ limit: 10 })).toEqual(newestFirst);
        await store.deleteAuditBefore(toEpochMs(second.at));
        expect(await store.audit({ limit: 10 })).toEqual([third, second]);
        if (reopen === undefined) return;
        expect(await (await reopen()).audit({ limit: 10 })).toEqual([third, second]);
      }));

    it('takes in what is told of a key with the key', () =>
      withStore(openStore, async ({ store }) => {
        const key: ApiKey = {
          ...{ id: 'k1', name: 'n', role: 'owner', sources: null, salt: 's', hash: 'h' },
          ...{ createdAt: third.at, expiresAt: null, revokedAt: null },
        };
        await store.recordApiKey(key, third);
        await store.recordApiKey({ ...key, revokedAt: third.at });
        expect(await store.audit({ limit: 10 })).toEqual([third]);
      }));
  });
}
