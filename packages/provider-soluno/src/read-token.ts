import type { ConnectContext } from '@cdr/core';
import { createHttpClient, parseJson } from '@cdr/provider-kit';
import { z } from 'zod';
import { defaultBaseUrl, defaultTokenUrl, tokenAnswerSchema, tokenPath } from './api.ts';
import type { SolunoOptions } from './options.ts';

const maxResponseBytes = 1024 * 1024;
const refusalSchema = z.object({ error: z.string() });

/**
 * Gets tokens for the user name and password of the options (RFC 6749, 4.3). Throws `AuthError`
 * when they are refused.
 */
export function createTokenReader(
  context: ConnectContext<SolunoOptions>,
): (signal: AbortSignal) => Promise<string> {
  const { username = '', password = '' } = context.options;
  const url = new URL(tokenUrlOf(context.options));
  const client = createHttpClient(context, {
    baseUrl: url.origin,
    requestsPerSecond: null,
    secrets: [password],
    maxResponseBytes,
    isAuthFailure: (status, bodyText) => status === 400 && /"invalid_grant"/.test(bodyText),
    describeFailure: (_status, bodyText) => ({
      what: refusalSchema.parse(JSON.parse(bodyText)).error,
      todo: 'Check username, password and tokenUrl',
    }),
  });
  return (signal) =>
    client.request({
      method: 'POST',
      path: url.pathname,
      body: new URLSearchParams({ grant_type: 'password', username, password }),
      signal,
      read: (text) => tokenAnswerSchema.parse(parseJson(text)).access_token,
    });
}

/** Credentials for one host don't go to another by default. */
function tokenUrlOf({ baseUrl, tokenUrl }: SolunoOptions): string {
  if (tokenUrl !== undefined) return tokenUrl;
  const isVendors = new URL(baseUrl).origin === new URL(defaultBaseUrl).origin;
  return isVendors ? defaultTokenUrl : `${baseUrl.replace(/\/+$/, '')}${tokenPath}`;
}
