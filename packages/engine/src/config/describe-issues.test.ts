import { expect, test } from 'vitest';
import { type ZodType, z } from 'zod';
import { describeIssues, formatPath } from './describe-issues.ts';

const schema = z.strictObject({
  store: z.strictObject({ path: z.string() }).optional(),
  sources: z.record(
    z.string(),
    z.strictObject({ provider: z.string(), since: z.string().optional() }),
  ),
  old: z.never({ error: 'is gone' }).optional(),
});

function explain(value: unknown, by: ZodType = schema): string[] {
  const { error } = by.safeParse(value);
  if (error === undefined) return [];
  return describeIssues(by, value, error).map(({ path, message }) => {
    return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  });
}

test('an unknown key comes with the nearest name, which is not called missing as well', () => {
  expect(explain({ sorces: {} })).toEqual(['unknown key "sorces", did you mean "sources"?']);
});

test('unknown keys are found at every level', () => {
  expect(
    explain({ sources: { warsaw: { provider: 'x', sinse: '' } }, store: { path: '', paht: '' } }),
  ).toEqual([
    'store: unknown key "paht", did you mean "path"?',
    'sources.warsaw: unknown key "sinse", did you mean "since"?',
  ]);
});

test('an unknown key that resembles none gets the names that are known, without refused ones', () => {
  expect(explain({ sources: {}, dashboard: 1 })).toEqual([
    'unknown key "dashboard"; known are store, sources',
  ]);
});

test('a missing key is called missing', () => {
  expect(explain({ sources: { warsaw: {} } })).toEqual(['sources.warsaw.provider: is missing']);
});

test('values are never repeated', () => {
  expect(explain({ sources: { warsaw: { provider: ['hunter2'] } } })).toEqual([
    'sources.warsaw.provider: invalid input: expected string, received array',
  ]);
});

test('of a union, the alternative speaks that fits best', () => {
  const login = z.union([
    z.strictObject({ baseUrl: z.string().optional(), token: z.string() }),
    z.strictObject({ baseUrl: z.string().optional(), username: z.string(), password: z.string() }),
  ]);
  expect(explain({ usernam: 'x', password: 'y' }, login)).toEqual([
    'unknown key "usernam", did you mean "username"?',
  ]);
  expect(explain({ username: 'x' }, login)).toEqual(['password: is missing']);
});

test('refined and piped schemas still know their keys', () => {
  const piped = z
    .strictObject({ token: z.string() })
    .refine(() => true)
    .transform(({ token }) => token.length);
  expect(explain({ tokn: '' }, piped)).toEqual(['unknown key "tokn", did you mean "token"?']);
});

test('keys that are no identifiers are quoted in paths', () => {
  expect(formatPath(['sources', 'a b', 'list', 0, 'x-y'])).toBe('sources["a b"].list[0].x-y');
});
