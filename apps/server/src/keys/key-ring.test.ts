import { createMemoryStore } from '@cdr/store';
import { describe, expect, it } from 'vitest';
import { hasRole, maySee } from './access.ts';
import { openKeyRing } from './key-ring.ts';
import { createKeyText, digestSecret, isSecretOf, parseKeyText } from './key-text.ts';

const now = Date.parse('2024-03-01T08:00:00Z');
const dayMs = 86_400_000;
const by = { via: 'command', keyId: null } as const;

async function open() {
  const store = createMemoryStore(() => now);
  let at = now;
  const clock = { now: () => at };
  const keys = await openKeyRing({ store, clock, by });
  return {
    store,
    keys,
    clock,
    wait: (ms: number) => {
      at += ms;
    },
  };
}

const viewer = { name: 'dashboard', role: 'viewer', sources: ['warsaw'], expiresAt: null } as const;

describe('a key', () => {
  it('is known again by its text, with its role and sources', async () => {
    const { keys } = await open();
    const { text, key } = await keys.create(viewer);
    expect(text).toMatch(/^cdr_[0-9a-f]{16}_[\w-]{43}$/);
    expect(keys.authenticate(text)).toEqual({
      ok: true,
      access: { keyId: key.id, role: 'viewer', sources: ['warsaw'] },
    });
  });

  it('is known again by those who open the store later', async () => {
    const { keys, store, clock } = await open();
    const { text } = await keys.create(viewer);
    const later = await openKeyRing({ store, clock, by });
    expect(later.authenticate(text)).toMatchObject({ ok: true });
    expect(later.list()).toEqual(keys.list());
  });

  it('is stored without what makes it work', async () => {
    const { keys, store } = await open();
    const { text, key } = await keys.create(viewer);
    const [stored] = await store.apiKeys();
    expect(stored).toMatchObject(key);
    expect(JSON.stringify(stored)).not.toContain(parseKeyText(text)?.secret);
    expect(Object.keys(key)).not.toContain('hash');
    expect(Object.keys(keys.list()[0] ?? {})).toEqual(Object.keys(key));
  });

  it('is no good once it is revoked, for good', async () => {
    const { keys, store, clock, wait } = await open();
    const { text, key } = await keys.create(viewer);
    const revoked = await keys.revoke(key.id);
    expect(revoked.revokedAt).toBe('2024-03-01T08:00:00.000Z');
    wait(dayMs);
    expect(await keys.revoke(key.id)).toEqual(revoked);
    const refused = { ok: false, reason: 'revoked', keyId: key.id };
    expect(keys.authenticate(text)).toEqual(refused);
    expect((await openKeyRing({ store, clock, by })).authenticate(text)).toEqual(refused);
  });

  it('is no good from the instant on at which it expires', async () => {
    const { keys, wait } = await open();
    const { text, key } = await keys.create({ ...viewer, expiresAt: now + dayMs });
    wait(dayMs - 1);
    expect(keys.authenticate(text)).toMatchObject({ ok: true });
    wait(1);
    expect(keys.authenticate(text)).toEqual({ ok: false, reason: 'expired', keyId: key.id });
  });

  it('is not known when a single letter is another one, or when there is none', async () => {
    const { keys } = await open();
    const { text, key } = await keys.create(viewer);
    const other = createKeyText();
    const last = text.endsWith('A') ? 'E' : 'A';
    for (const wrong of [
      `${text.slice(0, -1)}${last}`,
      other.text,
      `cdr_${key.id}_${other.secret}`,
    ]) {
      expect(keys.authenticate(wrong)).toEqual({ ok: false, reason: 'unknown', keyId: null });
    }
    for (const none of ['', 'cdr_', text.toUpperCase(), `${text} `, `${text}A`, 'secret']) {
      expect(keys.authenticate(none)).toEqual({ ok: false, reason: 'malformed', keyId: null });
    }
    expect(keys.authenticate(null)).toEqual({ ok: false, reason: 'none', keyId: null });
  });

  it('that nobody has cannot be revoked', async () => {
    const { keys } = await open();
    await expect(keys.revoke('0000000000000000')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what becomes of a key', () => {
  it('is in the audit log, without what makes it work', async () => {
    const { keys, store } = await open();
    const { text, key } = await keys.create(viewer);
    await keys.revoke(key.id);
    await keys.revoke(key.id);
    const entries = await store.audit({ limit: 10 });
    const detail = { key: key.id, role: 'viewer', sources: 'warsaw' };
    expect(entries.map(({ action }) => action).sort()).toEqual(['key-created', 'key-revoked']);
    for (const entry of entries) expect(entry).toMatchObject({ by, detail, times: 1 });
    expect(JSON.stringify(entries)).not.toContain(parseKeyText(text)?.secret);
  });
});

describe('a signature', () => {
  it('is one key’s for one text, and lasts as long as the key', async () => {
    const { keys, store, clock } = await open();
    const [a, b] = [(await keys.create(viewer)).key.id, (await keys.create(viewer)).key.id];
    expect(keys.sign(a, 'x')).not.toBe(keys.sign(b, 'x'));
    expect(keys.sign(a, 'x')).not.toBe(keys.sign(a, 'y'));
    expect((await openKeyRing({ store, clock, by })).sign(a, 'x')).toBe(keys.sign(a, 'x'));
  });
});

describe('what is stored of a secret', () => {
  it('is another thing each time, and tells the secret from others', () => {
    const { secret } = createKeyText();
    const [a, b] = [digestSecret(secret), digestSecret(secret)];
    expect(a.hash).not.toBe(b.hash);
    expect([a, b].map((digest) => isSecretOf(secret, digest))).toEqual([true, true]);
    expect(isSecretOf(createKeyText().secret, a)).toBe(false);
    expect(isSecretOf(secret, { ...a, salt: b.salt })).toBe(false);
    expect(isSecretOf(secret, { ...a, hash: '' })).toBe(false);
  });
});

describe('access', () => {
  it('grows with the role', () => {
    const allowed = (['viewer', 'operator', 'owner'] as const).map((role) =>
      (['viewer', 'operator', 'owner'] as const).map((needed) => hasRole({ role }, needed)),
    );
    expect(allowed).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  it('is to all sources, or to those that are named', () => {
    expect(maySee({ sources: null }, 'warsaw')).toBe(true);
    expect(maySee({ sources: ['warsaw'] }, 'warsaw')).toBe(true);
    expect(maySee({ sources: ['warsaw'] }, 'gdansk')).toBe(false);
    expect(maySee({ sources: [] }, 'warsaw')).toBe(false);
  });
});
