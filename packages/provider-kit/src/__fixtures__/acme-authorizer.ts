import {
  type Authorizer,
  createHttpClient,
  createTokenAuthorizer,
  type HttpContext,
  parseJson,
} from '@cdr/provider-kit';
import { z } from 'zod';

const tokenSchema = z.object({ access_token: z.string() });

export function createAcmeAuthorizer(
  context: HttpContext,
  { tokenUrl, username, password }: Record<'tokenUrl' | 'username' | 'password', string>,
): Authorizer {
  const client = createHttpClient(context, {
    baseUrl: tokenUrl,
    secrets: [password],
    requestsPerSecond: null,
    maxResponseBytes: 100_000,
  });
  return createTokenAuthorizer((signal) =>
    client.request({
      method: 'POST',
      path: '',
      body: new URLSearchParams({ grant_type: 'password', username, password }),
      signal,
      read: (text) => tokenSchema.parse(parseJson(text)).access_token,
    }),
  );
}
