import { randomBytes } from 'node:crypto';
import type { Clock, EpochMs } from '@cdr/core';
import type { Access } from '../keys/access.ts';
import type { KeyRing } from '../keys/key-ring.ts';

/** Keys, and the tokens that stand for them for a while, as vendors' logins give them. */
export interface TokenBook {
  /** What a key or a token is good for; `null` for any other text. */
  accessOf(secret: string): Access | null;
  /** A token for a good key; `null` for any other text. */
  issue(key: string): { token: string; lifetimeMs: number } | null;
}

/** Telecom X documents a quarter of an hour from the last request. */
const lifetimeMs = 900_000;
/** Clients that log in for every request mustn't fill the memory. */
const mostTokens = 10_000;

interface Token {
  key: string;
  expiresAt: EpochMs;
}

/** A token is good as long as its key is, and ends when it wasn't used for a quarter of an hour. */
export function createTokenBook(keys: KeyRing, clock: Pick<Clock, 'now'>): TokenBook {
  // In the order of their last use, so that the oldest come first.
  const tokens = new Map<string, Token>();

  function keep(text: string, key: string): void {
    const now = clock.now();
    tokens.delete(text);
    tokens.set(text, { key, expiresAt: now + lifetimeMs });
    for (const [old, { expiresAt }] of tokens) {
      if (tokens.size <= mostTokens && expiresAt > now) return;
      tokens.delete(old);
    }
  }

  function accessOfKey(key: string): Access | null {
    const found = keys.authenticate(key);
    return found.ok ? found.access : null;
  }

  return {
    accessOf(secret) {
      const token = tokens.get(secret);
      if (token === undefined) return accessOfKey(secret);
      if (token.expiresAt <= clock.now()) return null;
      keep(secret, token.key);
      return accessOfKey(token.key);
    },
    issue(key) {
      if (accessOfKey(key) === null) return null;
      const token = randomBytes(32).toString('base64url');
      keep(token, key);
      return { token, lifetimeMs };
    },
  };
}
