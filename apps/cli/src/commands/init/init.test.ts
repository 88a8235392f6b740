import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provider } from '@cdr/core';
import thulium from '@cdr/provider-thulium';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { completeOptions } from './complete-options.ts';
import { addToDotEnv } from './dot-env.ts';
import { parseOptionPairs, usualSourceName } from './init-answers.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-init-'));
});

afterEach(() => rm(dir, { recursive: true }));

const secret = z.string().min(1).meta({ secret: true });
const oneLoginOrAnother: Provider = {
  ...thulium,
  options: z
    .strictObject({
      baseUrl: z.url().default('https://example.com'),
      pages: z.int().optional(),
      queues: z.array(z.string()).optional(),
      username: z.string().optional(),
      password: secret.optional(),
      token: secret.optional(),
    })
    .refine(({ username, password, token }) =>
      token === undefined ? username !== undefined && password !== undefined : true,
    ),
};

test('credentials become variables, and so does what is needed and was not told', () => {
  const typed = { baseUrl: 'https://acme.thulium.com', password: 'hunter2' };
  expect(completeOptions(typed, thulium)).toEqual({
    options: {
      baseUrl: 'https://acme.thulium.com',
      password: '${THULIUM_PASSWORD}',
      username: '${THULIUM_USERNAME}',
    },
    variables: [
      { name: 'THULIUM_PASSWORD', value: 'hunter2' },
      { name: 'THULIUM_USERNAME', value: null },
    ],
  });
});

test('of several logins, the one is completed that was begun', () => {
  expect(completeOptions({}, oneLoginOrAnother).options).toEqual({ token: '${THULIUM_TOKEN}' });
  const typed = { username: 'api', pages: '5', queues: 'a, b' };
  expect(completeOptions(typed, oneLoginOrAnother).options).toEqual({
    username: 'api',
    pages: 5,
    queues: ['a', 'b'],
    password: '${THULIUM_PASSWORD}',
  });
});

test('a credential given as a variable stays one', () => {
  const { options, variables } = completeOptions({ token: '${MINE}' }, oneLoginOrAnother);
  expect(options).toEqual({ token: '${MINE}' });
  expect(variables).toEqual([{ name: 'MINE', value: null }]);
});

test('options that the provider does not have are wrong usage', () => {
  expect(() => completeOptions({ pasword: 'x' }, thulium)).toThrow(/did you mean "password"\?/);
  expect(() => completeOptions({ baseUrl: 'acme' }, thulium)).toThrow(/options\.baseUrl/);
});

test('pairs are split at their first equals sign', () => {
  expect(parseOptionPairs(['a=b=c', 'd='])).toEqual({ a: 'b=c', d: '' });
  expect(() => parseOptionPairs(['hunter2'])).toThrow(/^(?!.*hunter2)/);
});

test('known values go to .env, which only its owner may read; what stands there stays', async () => {
  const variables = [
    { name: 'A', value: "it's" },
    { name: 'B', value: null },
  ];
  expect(await addToDotEnv(dir, variables)).toEqual(['A']);
  const path = join(dir, '.env');
  expect(await readFile(path, 'utf8')).toBe('A="it\'s"\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(path, 'A=other');
  expect(await addToDotEnv(dir, [...variables, { name: 'C', value: '$x #y' }])).toEqual(['C']);
  expect(await readFile(path, 'utf8')).toBe("A=other\nC='$x #y'\n");
});

test.each([
  ['thulium', 'thulium'],
  ['@acme/cdr-provider-phones', 'phones'],
  ['./here/mine.mjs', 'mine.mjs'],
])('a source with the provider %s is called %s', (provider, name) => {
  expect(usualSourceName(provider)).toBe(name);
});
