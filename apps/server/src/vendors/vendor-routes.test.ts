import { apiRoles } from '@cdr/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { sampleSources } from './__fixtures__/sample-sources.ts';
import { storeCalls } from './__fixtures__/store-calls.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer({
    sources: {
      ...sampleSources,
      gdansk: { ...sampleSources.gdansk, serveAs: ['soluno', 'ccrm', 'thulium'] },
      former: { ...sampleSources.stockholm, serveAs: 'thulium' },
      office: { provider: 'asterisk', options: { path: import.meta.dirname } },
    },
  });
  server.setNow('2024-03-20T12:00:00.000Z');
  for (const source of ['warsaw', 'stockholm', 'hanoi', 'copenhagen', 'krakow', 'gdansk']) {
    await storeCalls(server.store, source, [
      { startedAt, direction: 'inbound', disposition: 'answered', durationMs: 129_000 },
      { startedAt, direction: 'outbound', disposition: 'busy', durationMs: 2000 },
    ]);
  }
});

afterEach(() => server.close());

const startedAt = '2024-03-01T08:00:00.000Z';
const march = {
  warsaw: '/api/connections?date_from=2024-03-01&date_to=2024-03-02',
  stockholm: '/cdr/historik?from=2024-03-01&to=2024-03-01',
  hanoi:
    '/any/api/v1/calls?start_time_since=2024-03-01T00:00:00Z&start_time_to=2024-03-02T00:00:00Z',
  copenhagen: '/pbx/cdr?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z',
  krakow: '/publicApi/callHistory?dateFrom=2024-03-01%2000:00:00&dateTo=2024-03-02%2000:00:00',
};
type Place = keyof typeof march;
const places: Place[] = ['warsaw', 'stockholm', 'hanoi', 'copenhagen', 'krakow'];

function authorizationOf(place: string, key: string): string {
  return place === 'warsaw'
    ? `Basic ${Buffer.from(`api_user:${key}`).toString('base64')}`
    : `Bearer ${key}`;
}

async function ask(place: Place, key?: string): Promise<{ status: number; body: unknown }> {
  const headers: Record<string, string> =
    key === undefined ? {} : { authorization: authorizationOf(place, key) };
  const answer = await fetch(`${server.url}/vendors/${place}${march[place]}`, { headers });
  return { status: answer.status, body: await answer.json() };
}

const refusals: Record<Place, unknown> = {
  warsaw: { request_id: expect.any(String), errors: [{ message: 'Unauthorized', code: 401 }] },
  stockholm: { message: 'Unauthorized' },
  hanoi: { code: 'errors', message: 'Unauthorized' },
  copenhagen: { code: 401, message: 'invalid_token', description: 'Please login' },
  krakow: expect.objectContaining({ success: false, message: 'Unauthorized' }),
};

it('browsers shall make nothing else of vendors’ answers, and limits are told with them', async () => {
  const headers = { authorization: authorizationOf('warsaw', await server.key()) };
  const answer = await fetch(`${server.url}/vendors/warsaw${march.warsaw}`, { headers });
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('ratelimit-remaining')).toBe('5999');
});

describe('who asks in a vendor’s way', () => {
  it.each(places)(
    'is let in to %s by a key, and refused as the vendor would by another',
    async (place) => {
      const key = await server.key('viewer', [place]);
      const { status, body } = await ask(place, key);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).toContain('2024-03-01');
      const refused = { status: 401, body: refusals[place] };
      expect(await ask(place, 'cdr_0123456789abcdef_wrong')).toEqual(refused);
      const elsewhere = await server.key('owner', ['elsewhere']);
      const denied = { status: 403, body: expect.objectContaining({ message: 'access_denied' }) };
      expect(await ask(place, elsewhere)).toEqual(place === 'copenhagen' ? denied : refused);
      expect((await ask(place)).status).toBe(401);
      for (const own of server.keys.list()) await server.keys.revoke(own.id);
      expect(await ask(place, key)).toEqual(refused);
    },
  );

  it('gets a token for a key at Soluno’s login, which ends with the key or when it is not used', async () => {
    const key = await server.key('viewer', ['stockholm']);
    const logIn = (password: string) =>
      fetch(`${server.url}/vendors/stockholm/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'password', username: 'any', password }),
      });
    expect((await logIn('wrong')).status).toBe(400);
    expect((await logIn(await server.key('viewer', ['warsaw']))).status).toBe(400);
    const granted = Object(await (await logIn(key)).json());
    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 900 });
    expect(granted.access_token).not.toContain(key);
    expect((await ask('stockholm', granted.access_token)).status).toBe(200);
    server.setNow('2024-03-20T12:14:59.000Z');
    expect((await ask('stockholm', granted.access_token)).status).toBe(200);
    server.setNow('2024-03-20T12:29:59.000Z');
    expect((await ask('stockholm', granted.access_token)).status).toBe(401);
    const again = Object(await (await logIn(key)).json());
    for (const own of server.keys.list()) await server.keys.revoke(own.id);
    expect((await ask('stockholm', again.access_token)).status).toBe(401);
  });

  it('gets a token at Telecom X’s login, for statistics as well', async () => {
    const key = await server.key('viewer', ['copenhagen']);
    const logIn = (password: string) =>
      fetch(`${server.url}/vendors/copenhagen/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'any', password }),
      });
    expect(await (await logIn('wrong')).json()).toMatchObject({ message: 'credentials_invalid' });
    const elsewhere = await logIn(await server.key('owner', ['elsewhere']));
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([
      403,
      { code: 403, message: 'access_denied' },
    ]);
    const levels = { viewer: 'VIEWER', operator: 'MANAGE', owner: 'OWNER' } as const;
    for (const role of apiRoles) {
      const told = await (await logIn(await server.key(role))).json();
      expect(told).toMatchObject({ accessLevel: levels[role] });
    }
    const { token } = Object(await (await logIn(key)).json());
    const stats = await fetch(`${server.url}/vendors/copenhagen/pbx/cdrstats`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ from: '2024-03-01T00:00:00+01:00', groupingInterval: 'YEAR' }),
    });
    expect([stats.status, await stats.json()]).toEqual([
      422,
      expect.objectContaining({ message: 'groupingInterval' }),
    ]);
  });
});

describe('what is asked for', () => {
  it('is found in the first shape that knows the path', async () => {
    const key = await server.key();
    const paths = [march.warsaw, march.stockholm, march.krakow];
    for (const [place, path] of paths.entries()) {
      const authorization = authorizationOf(place === 0 ? 'warsaw' : '', key);
      const answer = await fetch(`${server.url}/vendors/gdansk${path}`, {
        headers: { authorization },
      });
      expect([path, answer.status]).toEqual([path, 200]);
    }
    const other = await fetch(`${server.url}/vendors/gdansk${march.copenhagen}`);
    expect([other.status, await other.json()]).toEqual([404, { message: 'Not found' }]);
  });

  it.each(['nowhere', 'office', 'constructor', '%2e%2e'])('is not there at %s', async (name) => {
    const answer = await fetch(`${server.url}/vendors/${name}/api/connections`);
    expect([401, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('2024');
  });

  it('has the vendor’s clamps', async () => {
    const key = await server.key();
    const url = `${server.url}/vendors/warsaw/api/connections?limit=5000&offset=x`;
    const answer = await fetch(url, { headers: { authorization: authorizationOf('warsaw', key) } });
    expect([answer.status, Object(await answer.json()).errors]).toEqual([
      400,
      [{ message: 'Invalid value of offset', code: 400 }],
    ]);
  });

  it('may not be longer than a megabyte', async () => {
    const answer = await fetch(`${server.url}/vendors/copenhagen/auth/login`, {
      method: 'POST',
      body: 'x'.repeat(1_048_577),
    });
    expect(answer.status).toBe(413);
  });

  it('has no recording where none is to be had', async () => {
    const recorded = {
      vendorId: 'recorded',
      startedAt,
      recording: { ref: 'a/2024-03-01/b.wav', url: null, downloadUrl: null },
    };
    await storeCalls(server.store, 'former', [recorded]);
    const key = await server.key();
    const url = `${server.url}/vendors/former/api/recordings/download?filename=a/2024-03-01/b.wav`;
    const answer = await fetch(url, { headers: { authorization: authorizationOf('warsaw', key) } });
    expect([answer.status, Object(await answer.json()).errors]).toEqual([
      404,
      [{ message: 'No such recording', code: 404 }],
    ]);
  });
});
