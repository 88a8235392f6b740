import type { ApiKey } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { type OpenStore, withStore } from '../store-subject.ts';

const key: ApiKey = {
  id: 'k1',
  name: 'naïve "dashboard"',
  role: 'viewer',
  sources: ['alpha', 'b,"c'],
  createdAt: '2025-03-01T10:00:00.000Z',
  expiresAt: '2026-03-01T10:00:00.123Z',
  revokedAt: null,
  salt: 'c2FsdA',
  hash: 'aGFzaA',
};

/** Keys of the server. */
export function describeApiKeys(openStore: OpenStore): void {
  describe('keys of the server', () => {
    it('are kept, the oldest first, each in its last state', () =>
      withStore(openStore, async ({ store, reopen }) => {
        const owner: ApiKey = { ...key, id: 'k0', role: 'owner', sources: null, expiresAt: null };
        const older: ApiKey = { ...key, id: 'k2', createdAt: '2025-02-01T10:00:00.000Z' };
        for (const one of [key, owner, older]) await store.recordApiKey(one);
        const revoked: ApiKey = { ...key, revokedAt: '2025-04-01T10:00:00.000Z', sources: [] };
        await store.recordApiKey(revoked);
        expect(await store.apiKeys()).toEqual([older, owner, revoked]);
        if (reopen === undefined) return;
        expect(await (await reopen()).apiKeys()).toEqual([older, owner, revoked]);
      }));

    it('are given as copies', () =>
      withStore(openStore, async ({ store }) => {
        await store.recordApiKey(key);
        for (const stored of await store.apiKeys()) stored.role = 'owner';
        expect(await store.apiKeys()).toEqual([key]);
      }));
  });
}
