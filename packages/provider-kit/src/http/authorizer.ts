import { createSharedTask } from './shared-task.ts';

/** Puts credentials on requests. */
export interface Authorizer {
  /** Headers for one request; asked before each, so that a renewed token is taken up. */
  headers(signal: AbortSignal): Promise<Record<string, string>> | Record<string, string>;
  /**
   * Gets new credentials after a 401; absent where there is nothing to renew. The client lets
   * requests that were refused at the same time share one renewal.
   */
  renew?(signal: AbortSignal): Promise<void>;
}

/** HTTP Basic, in UTF-8. */
export function createBasicAuthorizer(username: string, password: string): Authorizer {
  const word = Buffer.from(`${username}:${password}`).toString('base64');
  return { headers: () => ({ authorization: `Basic ${word}` }) };
}

/** A ready-made bearer token, which nobody can renew. */
export function createBearerAuthorizer(token: string): Authorizer {
  return { headers: () => ({ authorization: `Bearer ${token}` }) };
}

/**
 * A bearer token that `obtain` fetches: before the first request, and again when the vendor refuses
 * it. Requests that wait for a token at the same time share one `obtain`.
 */
export function createTokenAuthorizer(
  obtain: (signal: AbortSignal) => Promise<string>,
): Authorizer {
  let token: string | null = null;
  const fetchToken = createSharedTask(async (signal) => {
    token = await obtain(signal);
    return token;
  });
  return {
    headers: async (signal) => ({ authorization: `Bearer ${token ?? (await fetchToken(signal))}` }),
    renew: async (signal) => {
      // Requests that start meanwhile wait for the new one.
      token = null;
      await fetchToken(signal);
    },
  };
}
