import type { EpochMs, VendorGate } from '@cdr/core';
import { answerJson, type BasicCredentials, readBearerToken } from '@cdr/provider-kit';
import { answerError } from './answer-error.ts';
import { readParameters } from './parameters.ts';

/** Who gets a token, for how long, and where requests carry it. */
export interface TokenRules {
  /** Decides in place of what the desk knows itself. */
  gate?: VendorGate | undefined;
  credentials: BasicCredentials;
  /** A machine token, which holds for ever; `null` for none. */
  token: string | null;
  lifetimeMinutes: number;
  /** `request`: every request with a token prolongs it; `login`: nothing does. */
  lifetimeFrom: 'request' | 'login';
  /** Default: `Authorization: Bearer`. */
  tokenHeader?: string | undefined;
  tokenQuery?: string | undefined;
  /** Told with every token. */
  customer: string;
  accessLevel: string;
  now: () => EpochMs;
}

/** Gives tokens for passwords and knows them again. */
export interface TokenDesk {
  logIn(request: Request): Promise<Response>;
  /** The refusal of a request without a valid token; `null` when it has one. */
  refuse(request: Request): Response | null;
}

const dayMs = 86_400_000;

/** The vendor's levels of those who belong to the customer, by what the host lets them do. */
const levelOf = { viewer: 'VIEWER', operator: 'MANAGE', owner: 'OWNER' } as const;

/** A desk that remembers its tokens for a day longer than they hold, to tell old ones from wrong ones. */
export function createTokenDesk(rules: TokenRules): TokenDesk {
  const { gate, credentials, lifetimeMinutes, now } = rules;
  const lifetimeMs = lifetimeMinutes * 60_000;
  const expiries = new Map<string, EpochMs>();

  function readToken(request: Request): string | null {
    const { tokenHeader, tokenQuery } = rules;
    if (tokenQuery !== undefined) return new URL(request.url).searchParams.get(tokenQuery);
    if (tokenHeader !== undefined) return request.headers.get(tokenHeader);
    return readBearerToken(request);
  }

  function issue({ username, password }: BasicCredentials): ReturnType<VendorGate['issueToken']> {
    if (gate !== undefined) return gate.issueToken(password);
    if (username !== credentials.username || password !== credentials.password) return null;
    const token = crypto.randomUUID();
    for (const [old, expiry] of expiries) if (expiry + dayMs <= now()) expiries.delete(old);
    expiries.set(token, now() + lifetimeMs);
    return { token, lifetimeMs };
  }

  return {
    async logIn(request) {
      if (request.method !== 'POST' && request.method !== 'GET') {
        return answerError('method_not_allowed');
      }
      const { username, password } = (await readParameters(request)) ?? {};
      if (typeof username !== 'string' || typeof password !== 'string') {
        return answerError('wrong_login');
      }
      const role = gate?.roleOf?.(password) ?? null;
      if (role === 'none') return answerError('access_denied');
      const issued = issue({ username, password });
      if (issued === null) return answerError('wrong_login');
      const expiresInMinutes = Math.floor(issued.lifetimeMs / 60_000);
      const { customer } = rules;
      const accessLevel = role === null ? rules.accessLevel : levelOf[role];
      return answerJson(
        200,
        JSON.stringify({ token: issued.token, expiresInMinutes, customer, accessLevel }),
      );
    },

    refuse(request) {
      const token = readToken(request);
      if (token === null) {
        return answerError(request.headers.has('authorization') ? 'format_error' : 'no_token');
      }
      if (gate?.roleOf?.(token) === 'none') return answerError('access_denied');
      if (gate !== undefined) return gate.admits(token) ? null : answerError('invalid_token');
      if (token === rules.token) return null;
      const expiry = expiries.get(token);
      if (expiry === undefined) return answerError('invalid_token');
      if (expiry <= now()) return answerError('expired');
      if (rules.lifetimeFrom === 'request') expiries.set(token, now() + lifetimeMs);
      return null;
    },
  };
}
