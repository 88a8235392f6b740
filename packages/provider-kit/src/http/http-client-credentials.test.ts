import { inspect } from 'node:util';
import { AuthError, VendorResponseError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { rejectionOf, setUpClient } from '../__fixtures__/client-setup.ts';
import { sendJson, startServer } from '../__fixtures__/local-server.ts';
import {
  createBasicAuthorizer,
  createBearerAuthorizer,
  createTokenAuthorizer,
} from './authorizer.ts';

/** A vendor that takes one token at a time; it answers refusals when `release` is called. */
async function startTokenVendor() {
  const refused: Array<() => void> = [];
  const vendor = { token: 'token-1', hold: false, refused, url: '' };
  const server = await startServer((request, response) => {
    const accepted = request.headers.authorization === `Bearer ${vendor.token}`;
    const answer = () => sendJson(response, [], accepted ? 200 : 401);
    if (accepted || !vendor.hold) answer();
    else refused.push(answer);
  });
  vendor.url = server.url;
  return vendor;
}

/** Hands out `token-1`, `token-2`, …; counts. */
function createTokens(onIssue: (token: string) => void = () => undefined) {
  const issued: string[] = [];
  const authorizer = createTokenAuthorizer(async () => {
    const token = `token-${issued.length + 1}`;
    issued.push(token);
    onIssue(token);
    return token;
  });
  return { issued, authorizer };
}

describe('credentials', () => {
  it('go as Basic, in UTF-8, or as a bearer token', async () => {
    const seen: unknown[] = [];
    const server = await startServer((request, response) => {
      seen.push(request.headers.authorization);
      sendJson(response, []);
    });
    const basic = createBasicAuthorizer('api', 'zażółć:1');
    await setUpClient({ baseUrl: server.url, authorizer: basic }).ask();
    await setUpClient({ baseUrl: server.url, authorizer: createBearerAuthorizer('t') }).ask();
    expect(seen).toEqual([
      `Basic ${btoa(String.fromCharCode(...Buffer.from('api:zażółć:1')))}`,
      'Bearer t',
    ]);
  });

  it('are final when they are refused and nobody can renew them', async () => {
    const vendor = await startTokenVendor();
    const authorizer = createBearerAuthorizer('wrong');
    const { ask, events } = setUpClient({ baseUrl: vendor.url, authorizer });
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ what: 'The vendor answered 401', todo: 'Check the credentials' });
    expect(events).toEqual([{ type: 'request' }]);
  });

  it('are renewed once when they have expired', async () => {
    const vendor = await startTokenVendor();
    const { authorizer, issued } = createTokens();
    const { ask, events } = setUpClient({ baseUrl: vendor.url, authorizer });
    await ask();
    vendor.token = 'token-2';
    expect(await ask()).toEqual([]);
    expect(issued).toHaveLength(2);
    expect(events.slice(1)).toEqual([
      { type: 'request' },
      { type: 'retry', reason: 'credentials renewed', delayMs: 0 },
      { type: 'request' },
    ]);
  });

  it('are final when the renewed ones are refused too', async () => {
    const vendor = await startTokenVendor();
    vendor.token = 'revoked';
    const { authorizer, issued } = createTokens();
    const error = await rejectionOf(setUpClient({ baseUrl: vendor.url, authorizer }).ask());
    expect(error).toBeInstanceOf(AuthError);
    expect(issued).toHaveLength(2);
  });

  it('tell why they could not be renewed', async () => {
    const vendor = await startTokenVendor();
    const refusal = new AuthError({ what: 'The user is locked' });
    const authorizer = {
      headers: () => ({ authorization: 'Bearer old' }),
      renew: async () => {
        throw refusal;
      },
    };
    expect(await rejectionOf(setUpClient({ baseUrl: vendor.url, authorizer }).ask())).toBe(refusal);
  });

  it('are renewed when the provider recognises their refusal in another status', async () => {
    const server = await startServer((request, response) => {
      const isAccepted = request.headers.authorization === 'Bearer token-2';
      sendJson(response, isAccepted ? [] : { error: 'invalid_grant' }, isAccepted ? 200 : 400);
    });
    const isAuthFailure = (status: number, text: string) =>
      status === 400 && text.includes('invalid_grant');
    const { authorizer } = createTokens();
    const { ask } = setUpClient({ baseUrl: server.url, authorizer, isAuthFailure });
    expect(await ask()).toEqual([]);
    const error = await rejectionOf(setUpClient({ baseUrl: server.url, isAuthFailure }).ask());
    expect(error).toBeInstanceOf(AuthError);
  });

  it('are renewed when read finds them refused in a 200', async () => {
    const server = await startServer((request, response) => {
      sendJson(response, request.headers.authorization === 'Bearer token-2' ? [] : 'expired');
    });
    const { authorizer, issued } = createTokens();
    const { client } = setUpClient({ baseUrl: server.url, authorizer });
    const read = (text: string) => {
      if (text.includes('expired')) throw new AuthError({ what: 'The token has expired' });
      return text;
    };
    const { signal } = new AbortController();
    expect(await client.request({ path: '/', signal, read })).toBe('[]');
    expect(issued).toHaveLength(2);
  });
});

describe('requests at the same time', () => {
  it('share the first token', async () => {
    const vendor = await startTokenVendor();
    const { authorizer, issued } = createTokens();
    const { ask } = setUpClient({ baseUrl: vendor.url, authorizer });
    await Promise.all([ask(), ask(), ask()]);
    expect(issued).toEqual(['token-1']);
  });

  it('share one renewal, those refused after it included', async () => {
    const vendor = await startTokenVendor();
    const { authorizer, issued } = createTokens((token) => {
      vendor.token = token;
    });
    const { ask, events } = setUpClient({ baseUrl: vendor.url, authorizer });
    await ask();
    vendor.token = 'token-2';
    vendor.hold = true;
    const asked = [ask(), ask(), ask()];
    await expect.poll(() => vendor.refused.length, { interval: 1 }).toBe(3);
    const [first, second, late] = vendor.refused;
    first?.();
    second?.();
    await Promise.all([
      expect(asked[0]).resolves.toEqual([]),
      expect(asked[1]).resolves.toEqual([]),
    ]);
    late?.();
    expect(await asked[2]).toEqual([]);
    expect(issued).toEqual(['token-1', 'token-2']);
    expect(events.filter((event) => event.type === 'retry')).toHaveLength(3);
  });
});

describe('secrets', () => {
  it('never show in an error, whatever the vendor echoes', async () => {
    const password = 'päss wörd&"1';
    const server = await startServer((request, response) => {
      response.statusCode = 400;
      response.end(
        [
          request.headers.authorization,
          request.url,
          password,
          encodeURIComponent(password),
          new URLSearchParams({ password }).toString(),
          JSON.stringify({ password }),
          btoa(String.fromCharCode(...Buffer.from(password))),
        ].join(' ; '),
      );
    });
    const { client } = setUpClient({
      baseUrl: server.url,
      secrets: [password],
      authorizer: createBasicAuthorizer('api', password),
      describeFailure: (_status, text) => ({ what: text }),
    });
    const error = await rejectionOf(
      client.request({
        path: '/list',
        query: { password, phone: '+48221234567' },
        signal: new AbortController().signal,
        read: (text) => text,
      }),
    );
    expect(error).toBeInstanceOf(VendorResponseError);
    const shown = inspect(error, { depth: 10, showHidden: true });
    for (const form of [
      password,
      encodeURIComponent(password),
      new URLSearchParams([['', password]]).toString().slice(1),
      JSON.stringify(password).slice(1, -1),
      Buffer.from(password).toString('base64'),
      Buffer.from(`api:${password}`).toString('base64'),
      '221234567',
    ]) {
      expect(shown).not.toContain(form);
    }
  });

  it('obtained on the way are hidden like those of the options', async () => {
    const { ask } = setUpClient({
      fetch: async (request) => {
        throw new TypeError(`no route for ${request.url} ${request.headers.get('authorization')}`);
      },
      authorizer: createTokenAuthorizer(async () => 'granted-token'),
      retryLimit: 0,
    });
    const shown = inspect(await rejectionOf(ask()), { depth: 10, showHidden: true });
    expect(shown).toContain('no route for');
    expect(shown).not.toContain('granted-token');
  });
});
