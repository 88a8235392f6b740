import type { EpochMs, VendorGate } from '@cdr/core';
import { answerJson, type BasicCredentials, readBearerToken } from '@cdr/provider-kit';

/** Who gets a token, and for how long. */
export interface TokenRules {
  /** Decides in place of everything below. */
  gate?: VendorGate | undefined;
  credentials: BasicCredentials;
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
export function createTokenDesk(rules: TokenRules): TokenDesk {
  const { gate, credentials, lifetimeMs, now } = rules;
  const expiries = new Map<string, EpochMs>();

  function issue({ username, password }: BasicCredentials): ReturnType<VendorGate['issueToken']> {
    if (gate !== undefined) return gate.issueToken(password);
    if (username !== credentials.username || password !== credentials.password) return null;
    const token = crypto.randomUUID();
    for (const [old, expiry] of expiries) if (expiry <= now()) expiries.delete(old);
    expiries.set(token, now() + lifetimeMs);
    return { token, lifetimeMs };
  }

  return {
    async grant(request) {
      const form = await readForm(request);
      const type = form?.get('grant_type');
      const username = form?.get('username');
      const password = form?.get('password');
      if (!type || !username || !password) return refuse('invalid_request');
      if (type !== 'password') return refuse('unsupported_grant_type');
      const issued = issue({ username, password });
      if (issued === null) return refuse('invalid_grant');
      const body = {
        access_token: issued.token,
        token_type: 'bearer',
        expires_in: Math.floor(issued.lifetimeMs / 1000),
      };
      return answerJson(200, JSON.stringify(body), { 'cache-control': 'no-store' });
    },

    admits(request) {
      const given = readBearerToken(request);
      if (given === null) return false;
      if (gate !== undefined) return gate.admits(given);
      return given === rules.token || now() < (expiries.get(given) ?? Number.NEGATIVE_INFINITY);
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
