import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeOptions } from './describe-options.ts';

test('options tell their need, secrecy, reach, meaning and default', () => {
  const schema = z.strictObject({
    baseUrl: z.url().default('https://example.com').meta({ description: 'Where the API is' }),
    password: z.string().meta({ secret: true }),
    pages: z
      .int()
      .meta({ decides: ['calls'] })
      .optional(),
  });
  expect(describeOptions(schema)).toEqual([
    {
      name: 'baseUrl',
      required: false,
      secret: false,
      decides: null,
      description: 'Where the API is',
      default: 'https://example.com',
      type: 'string',
    },
    {
      ...{ name: 'password', required: true, secret: true },
      ...{ decides: null, description: null, type: 'string' },
    },
    {
      ...{ name: 'pages', required: false, secret: false },
      ...{ decides: ['calls'], description: null, type: 'integer' },
    },
  ]);
});

test('of alternatives, only what all of them need is required', () => {
  const schema = z.union([
    z.strictObject({ domain: z.string(), token: z.string() }),
    z.strictObject({ domain: z.string(), username: z.string() }),
  ]);
  const required = describeOptions(schema).map(({ name, required: needed }) => [name, needed]);
  expect(required).toEqual([
    ['domain', true],
    ['token', false],
    ['username', false],
  ]);
});
