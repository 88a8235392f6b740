import { describe, expect, it } from 'vitest';
import { readBasicCredentials, readBearerToken } from './credentials.ts';

function requestWith(authorization?: string): Request {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return new Request('http://vendor.test/', { headers });
}

function basic(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('readBasicCredentials', () => {
  it('takes the first colon for the separator and reads UTF-8', () => {
    expect(readBasicCredentials(requestWith(`Basic ${basic('jan:zażółć:x')}`))).toEqual({
      username: 'jan',
      password: 'zażółć:x',
    });
  });

  it('takes the scheme in any letter case', () => {
    expect(readBasicCredentials(requestWith(`bAsIc ${basic('a:b')}`))?.password).toBe('b');
  });

  it.each([undefined, 'Basic', 'Bearer abc', `Basic ${basic('nocolon')}`, 'Basic a b'])(
    'finds nothing in %j',
    (header) => {
      expect(readBasicCredentials(requestWith(header))).toBeNull();
    },
  );
});

describe('readBearerToken', () => {
  it('gives the token', () => {
    expect(readBearerToken(requestWith('Bearer abc.def'))).toBe('abc.def');
  });

  it.each([undefined, 'Bearer', `Basic ${basic('a:b')}`])('finds nothing in %j', (header) => {
    expect(readBearerToken(requestWith(header))).toBeNull();
  });
});
