import { readFileSync } from 'node:fs';
import { boundRules, renderBounds, streamsOf, zoneOf } from '@cdr/core';
import { expect, it } from 'vitest';
import { createAcmeAuthorizer } from './__fixtures__/acme-authorizer.ts';
import { acme } from './__fixtures__/acme-provider.ts';
import { createTestClock } from './__fixtures__/test-clock.ts';
import { createRedactor, parseRows } from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const settings = { source: 'acme', timeZone: 'Europe/Warsaw', country: null, extensions: null };
const options = { baseUrl: 'https://api.acme.example', token: 'geheim' };

it.each(['acme-provider.ts', 'acme-authorizer.ts'])('shows %s, which is tested here', (file) => {
  const example = readFileSync(new URL(`./__fixtures__/${file}`, import.meta.url), 'utf8');
  expect(readme).toContain(example);
});

it('shows a provider that reads and maps', async () => {
  const calls = [
    { id: '1416225570.340', at: '2024-07-07 11:08', result: 'NO ANSWER' },
    { id: '1416225570.341', at: 'yesterday' },
  ];
  const asked: string[] = [];
  const connection = acme.connect({
    options,
    settings,
    fetch: async (request) => {
      asked.push(`${request.headers.get('authorization')} ${request.url}`);
      const offset = Number(new URL(request.url).searchParams.get('offset'));
      return Response.json({ total: calls.length, calls: calls.slice(offset, offset + 1) });
    },
    clock: createTestClock(),
    random: () => 0.5,
    attemptTimeoutMs: 5000,
    onEvent: () => undefined,
  });
  const { signal } = new AbortController();
  const owned = { from: Date.parse('2024-07-07T00:00Z'), to: Date.parse('2024-07-08T00:00Z') };
  const [stream] = streamsOf(acme.manifest, 'calls');
  if (stream === undefined) throw new Error('the manifest has a stream');
  const bounds = renderBounds(owned, boundRules(stream), zoneOf(settings.timeZone));
  const toCall = acme.createMapper(options, settings);
  const mapped = [];
  for await (const page of connection.read({ stream: 'calls', owned, bounds, signal })) {
    mapped.push(...page.rows.map((row, index) => toCall(row, page.texts[index] ?? '')));
  }
  expect(mapped).toMatchObject([
    {
      ok: true,
      key: '1416225570.340',
      call: { startedAt: '2024-07-07T09:08:00.000Z', disposition: 'no-answer' },
    },
    { ok: false, reason: 'at: not a time' },
  ]);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatch(
    /^Bearer geheim https:\/\/api\.acme\.example\/v2\/calls\?from=2024-07-07T/,
  );
  expect(await connection.check(signal)).toBe('2 calls');
});

it('shows an authorizer that fetches a token', async () => {
  const asked: string[] = [];
  const { signal } = new AbortController();
  const context = {
    fetch: async (request: Request) => {
      asked.push(`${request.method} ${request.url} ${await request.text()}`);
      return Response.json({ access_token: 't' });
    },
    clock: createTestClock(),
    random: () => 0.5,
    attemptTimeoutMs: 5000,
    onEvent: () => undefined,
  };
  const tokenUrl = 'https://login.acme.example/token';
  const authorizer = createAcmeAuthorizer(context, { tokenUrl, username: 'api', password: 'p w' });
  expect(await authorizer.headers(signal)).toEqual({ authorization: 'Bearer t' });
  expect(asked).toEqual([`POST ${tokenUrl} grant_type=password&username=api&password=p+w`]);
});

it('tells the truth about rows and secrets', () => {
  const { rows, texts } = parseRows('{"total":1,"calls":[{"cost":1.10}]}', 'calls');
  expect({ rows, texts }).toEqual({ rows: [{ cost: 1.1 }], texts: ['{"cost":1.10}'] });
  const redact = createRedactor(['hunter2']);
  expect(redact('Authorization: Basic YXBpOmh1bnRlcjI=, password=hunter2')).toBe(
    'Authorization: Basic ***, password=***',
  );
});
