import type { EpochMs } from '@cdr/core';
import { answerJson, type BasicCredentials, readBearerToken } from '@cdr/provider-kit';

/** Who gets a token, and for how long. */
export interface TokenRules {
  /** `null`: everybody, for hosts that check keys themselves; the token is then the password. */
  credentials: BasicCredentials | null;
  /** A token that holds for ever; `null` for none. */
  token: string | null;
  lifetimeMs: number;
  now: () => EpochMs;
}

/** Gives tokens for passwords (RFC 6749, 4.3) and knows them again. */
export interface TokenDesk {
  grant(request: Request): Promise<Response>;
  admits(request: Request): boolean;
}

/** A desk that remembers what it gave until that has expired. */
export function createTokenDesk({ credentials, token, lifetimeMs, now }: TokenRules): TokenDesk {
  const expiries = new Map<string, EpochMs>();

  function issue(password: string): Response {
    const issued = credentials === null ? password : crypto.randomUUID();
    for (const [old, expiry] of expiries) if (expiry <= now()) expiries.delete(old);
    expiries.set(issued, now() + lifetimeMs);
    const body = {
      access_token: issued,
      token_type: 'bearer',
      expires_in: Math.floor(lifetimeMs / 1000),
    };
    return answerJson(200, JSON.stringify(body), { 'cache-control': 'no-store' });
  }

  return {
    async grant(request) {
      const form = await readForm(request);
      const type = form?.get('grant_type');
      const username = form?.get('username');
      const password = form?.get('password');
      if (!type || !username || !password) return refuse('invalid_request');
      if (type !== 'password') return refuse('unsupported_grant_type');
      const isKnown = username === credentials?.username && password === credentials.password;
      return isKnown || credentials === null ? issue(password) : refuse('invalid_grant');
    },

    admits(request) {
      if (credentials === null) return true;
      const given = readBearerToken(request);
      if (given === null) return false;
      return given === token || now() < (expiries.get(given) ?? Number.NEGATIVE_INFINITY);
    },
  };
}

async function readForm(request: Request): Promise<URLSearchParams | null> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return null;
  return new URLSearchParams(await request.text());
}

/** RFC 6749, 5.2. */
function refuse(error: string): Response {
  return answerJson(400, JSON.stringify({ error }), { 'cache-control': 'no-store' });
}
