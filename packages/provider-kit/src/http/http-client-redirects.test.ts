import { VendorResponseError } from '@cdr/core';
import { expect, it } from 'vitest';
import { rejectionOf, setUpClient } from '../__fixtures__/client-setup.ts';
import { sendJson, startServer } from '../__fixtures__/local-server.ts';
import { createBearerAuthorizer } from './authorizer.ts';

const authorizer = createBearerAuthorizer('t');

it.each([301, 302, 303, 307, 308])(
  'follows %i within the origin, with credentials',
  async (status) => {
    const server = await startServer((request, response) => {
      if (request.url === '/list') response.writeHead(status, { location: '/list/?page=1' }).end();
      else sendJson(response, request.headers.authorization);
    });
    const { ask, events } = setUpClient({ baseUrl: server.url, authorizer });
    expect(await ask()).toBe('Bearer t');
    expect(server.lines).toEqual(['GET /list', 'GET /list/?page=1']);
    expect(events).toEqual([{ type: 'request' }, { type: 'request' }]);
  },
);

it('does not follow to another origin, and says which', async () => {
  const other = await startServer((_request, response) => sendJson(response, []));
  const server = await startServer((_request, response) => {
    response.writeHead(302, { location: `${other.url}/login?next=geheim` }).end();
  });
  const error = await rejectionOf(setUpClient({ baseUrl: server.url, authorizer }).ask());
  expect(error).toBeInstanceOf(VendorResponseError);
  expect(error).toMatchObject({
    retryable: false,
    what: `The vendor answered 302: it sends the request on to ${other.url}`,
    todo: 'If that is the right address, set it as baseUrl',
  });
  expect(String(error)).not.toContain('geheim');
  expect(other.lines).toEqual([]);
});

it('gives up on redirects in a circle', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(302, { location: '/list' }).end();
  });
  const error = await rejectionOf(setUpClient({ baseUrl: server.url }).ask());
  expect(error).toMatchObject({ what: 'The vendor sent the request on more than 5 times' });
  expect(server.lines).toHaveLength(6);
});

it('does not follow when it has sent a body', async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const { client } = setUpClient({ baseUrl: server.url });
  const body = new URLSearchParams({ grant_type: 'password' });
  const { signal } = new AbortController();
  const read = (text: string) => text;
  const asked = client.request({ method: 'POST', path: '/token', body, signal, read });
  expect(await rejectionOf(asked)).toBeInstanceOf(VendorResponseError);
  expect(server.lines).toEqual(['POST /token']);
});

it('refuses a redirect that leads nowhere', async () => {
  const { ask } = setUpClient({ fetch: async () => new Response(null, { status: 302 }) });
  expect(await rejectionOf(ask())).toMatchObject({
    what: 'The vendor answered 302: it sends the request on to nowhere',
  });
});
