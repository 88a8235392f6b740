import {
  type ApiKey,
  type ApiKeyStore,
  type ApiRole,
  type AuditAction,
  type AuditActor,
  type AuditEntry,
  type Clock,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import { auditEntryOf } from '../audit/audit-trail.ts';
import { RequestError } from '../http/request-error.ts';
import type { Access } from './access.ts';
import {
  createKeyText,
  digestSecret,
  isSecretOf,
  type KeyDigest,
  localKeyId,
  parseKeyText,
  signFor,
} from './key-text.ts';

/** A key without what would help to guess it. */
export type KeyDescription = Omit<ApiKey, 'salt' | 'hash'>;

/** What a new key shall be good for. */
export interface NewKey {
  name: string;
  role: ApiRole;
  /** `null` for all sources. */
  sources: readonly string[] | null;
  /** Milliseconds since 1970; `null` for never. */
  expiresAt: number | null;
}

/** Whether a text is a good key, and what for; for the log, why not. */
export type Authentication = { ok: true; access: Access } | ({ ok: false } & Refusal);

/** Why a text is no good key, and of which key it is told. */
export interface Refusal {
  reason: 'none' | 'malformed' | 'unknown' | 'revoked' | 'expired';
  keyId: string | null;
}

/** The keys of a server. */
export interface KeyRing {
  /** `null` when no key was sent. Everything that takes keys asks here, whatever scheme brought it. */
  authenticate(text: string | null): Authentication;
  /** Makes a key. Its text is told here and never again. */
  create(key: NewKey): Promise<{ text: string; key: KeyDescription }>;
  /** Takes in a key that somebody else has made or changed, and stores it. */
  adopt(key: ApiKey, audit: AuditEntry): Promise<void>;
  /** A key for commands on this machine, which may do what an owner may; it is stored nowhere. */
  lend(): string;
  /** Signs a text for the holder of a key: nobody else can, and it is good for as long as the key is. */
  sign(keyId: string, text: string): string;
  list(): KeyDescription[];
  /** Takes a key back for good; a second time changes nothing. Throws `RequestError` for no known key. */
  revoke(id: string): Promise<KeyDescription>;
}

/** What a key ring needs. */
export interface KeyRingInput {
  store: ApiKeyStore;
  clock: Pick<Clock, 'now'>;
  /** Who makes keys and takes them back, for the audit log. */
  by: AuditActor;
}

/** Stands in for keys that nobody has, so that they take as long as others. */
const nobody = digestSecret('nobody');

/**
 * Loads the keys of the store. They are kept in memory: whoever writes keys while a server runs does
 * so through its key ring.
 */
export async function openKeyRing({ store, clock, by }: KeyRingInput): Promise<KeyRing> {
  const keys = new Map((await store.apiKeys()).map((key) => [key.id, key]));

  let lent: KeyDigest | null = null;

  async function record(key: ApiKey, action: AuditAction): Promise<KeyDescription> {
    const { id, role, sources } = key;
    const detail = { key: id, role, sources: sources === null ? null : sources.join(', ') };
    await store.recordApiKey(key, auditEntryOf({ action, by, detail }, clock));
    keys.set(key.id, key);
    return describe(key);
  }

  return {
    authenticate(text) {
      if (text === null) return { ok: false, reason: 'none', keyId: null };
      const parts = parseKeyText(text);
      if (parts === null) return { ok: false, reason: 'malformed', keyId: null };
      if (parts.id === localKeyId && lent !== null && isSecretOf(parts.secret, lent)) {
        return { ok: true, access: { keyId: localKeyId, role: 'owner', sources: null } };
      }
      const key = keys.get(parts.id);
      const isRight = isSecretOf(parts.secret, key ?? nobody);
      if (key === undefined || !isRight) return { ok: false, reason: 'unknown', keyId: null };
      const { id, role, sources, revokedAt, expiresAt } = key;
      if (revokedAt !== null) return { ok: false, reason: 'revoked', keyId: id };
      if (expiresAt !== null && toEpochMs(expiresAt) <= clock.now()) {
        return { ok: false, reason: 'expired', keyId: id };
      }
      return { ok: true, access: { keyId: id, role, sources } };
    },
    async create({ name, role, sources, expiresAt }) {
      const { id, secret, text } = createKeyText();
      const key = {
        id,
        name,
        role,
        sources: sources === null ? null : [...sources],
        createdAt: toInstant(clock.now()),
        expiresAt: expiresAt === null ? null : toInstant(expiresAt),
        revokedAt: null,
        ...digestSecret(secret),
      };
      return { text, key: await record(key, 'key-created') };
    },
    async adopt(key, audit) {
      await store.recordApiKey(key, audit);
      keys.set(key.id, key);
    },
    lend() {
      const { secret, text } = createKeyText(localKeyId);
      lent = digestSecret(secret);
      return text;
    },
    sign: (keyId, text) => signFor(keys.get(keyId) ?? nobody, text),
    list: () => [...keys.values()].map(describe),
    async revoke(id) {
      const key = keys.get(id);
      if (key === undefined) throw new RequestError('not-found', { what: `There is no key ${id}` });
      if (key.revokedAt !== null) return describe(key);
      return record({ ...key, revokedAt: toInstant(clock.now()) }, 'key-revoked');
    },
  };
}

function describe({ salt: _salt, hash: _hash, ...told }: ApiKey): KeyDescription {
  return told;
}
