import type { ConnectContext } from '@cdr/core';
import { createHttpClient, parseJson } from '@cdr/provider-kit';
import { loginAnswerSchema, loginPath } from './api.ts';
import { describeRefusal } from './describe-refusal.ts';
import type { TelecomxOptions } from './options.ts';

const maxResponseBytes = 1024 * 1024;
/** What a refused login is answered with isn't documented; a 401 is what refused tokens get. */
const refusals = new Set([400, 403, 404, 422]);

/**
 * Gets tokens for the user name and password of the options. Throws `AuthError` when they are
 * refused, and warns of accounts that are shown their own calls alone.
 */
export function createLogin(
  context: ConnectContext<TelecomxOptions>,
): (signal: AbortSignal) => Promise<string> {
  const { baseUrl, username, password } = context.options;
  const client = createHttpClient(context, {
    baseUrl,
    requestsPerSecond: null,
    secrets: [password ?? []].flat(),
    maxResponseBytes,
    isAuthFailure: (status) => refusals.has(status),
    describeFailure: (status, bodyText) => ({
      ...describeRefusal(status, bodyText),
      todo: 'Check username and password',
    }),
  });
  return async (signal) => {
    const { token, accessLevel } = await client.request({
      method: 'POST',
      path: loginPath,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
      signal,
      read: (text) => loginAnswerSchema.parse(parseJson(text)),
    });
    if (accessLevel === 'PERSONAL') {
      context.onEvent({
        type: 'warning',
        message:
          'The account has the access level PERSONAL: Telecom X shows it its own calls alone. ' +
          'Use one with the level VIEWER or higher',
      });
    }
    return token;
  };
}
