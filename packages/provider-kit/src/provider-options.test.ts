import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baseUrlOption, hasOneLogin, secret } from './provider-options.ts';

describe('secret', () => {
  it('is marked, also inside a schema of options', () => {
    const options = z.strictObject({ password: secret() });
    expect(options.shape.password.meta()).toEqual({ secret: true });
    expect(z.toJSONSchema(options)).toMatchObject({ properties: { password: { secret: true } } });
  });

  it('is not empty', () => {
    expect(secret().safeParse('').success).toBe(false);
  });
});

describe('baseUrlOption', () => {
  it.each([
    'https://acme.example.com',
    'https://acme.example.com/',
    'http://127.0.0.1:8080/vendors/warsaw',
  ])('takes %s as it is', (url) => {
    expect(baseUrlOption().parse(url)).toBe(url);
  });

  it.each([
    'acme.example.com',
    'ftp://acme.example.com',
    'https://',
    'https://user:pass@acme.example.com',
    'https://acme.example.com/?token=1',
    'https://acme.example.com/#a',
    '',
  ])('refuses "%s"', (url) => {
    const result = baseUrlOption().safeParse(url);
    expect(result.error?.issues[0]?.message).toBe(
      'expected an address such as https://acme.example.com, without user, query or #',
    );
  });

  it('is required, unless it has a default', () => {
    expect(baseUrlOption().safeParse(undefined).success).toBe(false);
    expect(baseUrlOption('https://api.example.com').parse(undefined)).toBe(
      'https://api.example.com',
    );
  });
});

describe('hasOneLogin', () => {
  it.each([
    [{ username: 'u', password: 'p' }, true],
    [{ token: 't' }, true],
    [{}, false],
    [{ username: 'u' }, false],
    [{ password: 'p' }, false],
    [{ username: 'u', token: 't' }, false],
    [{ username: 'u', password: 'p', token: 't' }, false],
  ])('%j: %s', (given, isOne) => {
    expect(hasOneLogin(given)).toBe(isOne);
  });
});
