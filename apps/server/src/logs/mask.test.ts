import { StoreError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { createMask } from './mask.ts';

const key = `cdr_${'a'.repeat(16)}_${'B'.repeat(43)}`;
const mask = createMask({ numbers: false });
const maskNumbers = createMask({ numbers: true });

describe('what is logged', () => {
  it('holds no secrets, however deep they are', () => {
    const masked = mask({
      headers: { authorization: `Bearer ${key}`, 'x-api-key': 'k', accept: '*/*' },
      options: [{ username: 'u', password: 'p', nested: { accessToken: 't', cookie: ['c'] } }],
      text: `sent ${key} as Basic dTpw here`,
    });
    expect(masked).toEqual({
      headers: { authorization: '***', 'x-api-key': '***', accept: '*/*' },
      options: [{ username: 'u', password: '***', nested: { accessToken: '***', cookie: '***' } }],
      text: 'sent cdr_*** as Basic *** here',
    });
  });

  it('holds no secrets of addresses, whatever is in them', () => {
    expect(mask('/auth/login?username=me&password=cdr%5F1&x=1#key=2')).toBe(
      '/auth/login?username=me&password=***&x=1#key=2',
    );
    expect(mask(`/v1/calls/${key.replaceAll('_', '%5F')}/notes`)).toBe('/v1/calls/cdr_***/notes');
    expect(mask('/v1/calls?access_token=a.b&api-key=c&key=d&queue=keys')).toBe(
      '/v1/calls?access_token=***&api-key=***&key=***&queue=keys',
    );
  });

  it('holds phone numbers only where nobody minds', () => {
    const line = {
      url: '/v1/calls?number=+48 22 123-45-67',
      at: '2024-03-01T08:00:00.000Z',
      rows: 1234567,
    };
    expect(mask(line)).toEqual(line);
    expect(maskNumbers(line)).toEqual({ ...line, url: '/v1/calls?number=***' });
    expect(maskNumbers('/v1/calls?number=%2B48221234567&limit=5')).toBe(
      '/v1/calls?number=***&limit=5',
    );
    expect(maskNumbers('/v1/calls?number=%2b48%2022-123%2D45%2067#x')).toBe(
      '/v1/calls?number=***#x',
    );
    expect(maskNumbers('/vendors/hanoi/any/api/v1/calls?caller=0945483912&x=1')).toBe(
      '/vendors/hanoi/any/api/v1/calls?caller=***&x=1',
    );
    expect(maskNumbers('2024-03-01 08:00:00 to 2024-03-02 600100200')).toBe(
      '2024-03-01 08:00:00 to 2024-03-02 ***',
    );
    expect(maskNumbers('?from=2024-03-01T08%3A00%3A00Z')).toBe('?from=2024-03-01T08%3A00%3A00Z');
    expect(maskNumbers('id 12345 took 99.5 ms')).toBe('id 12345 took 99.5 ms');
  });

  it('holds nobody who was erased', () => {
    expect(mask('/v1/people/%2B48221234567?dryRun=true')).toBe('/v1/people/***?dryRun=true');
    expect(mask({ req: { url: '/v1/people/22%20123%2045%2067' } })).toEqual({
      req: { url: '/v1/people/***' },
    });
  });

  it('tells of our errors what they say, and of others where they were', () => {
    const cause = new TypeError('quotes +48600100200');
    const error = new StoreError({ what: `It failed with ${key}`, cause });
    expect(mask({ err: error })).toEqual({
      err: {
        type: 'StoreError',
        code: 'store',
        message: 'It failed with cdr_***.',
        stack: expect.stringContaining('mask.test.ts'),
        cause: { type: 'TypeError', stack: expect.stringContaining('mask.test.ts') },
      },
    });
    expect(JSON.stringify(mask({ err: error }))).not.toContain('+48600100200');
  });

  it('ends where values lead back to themselves', () => {
    const ring: Record<string, unknown> = { name: 'ring' };
    ring.self = ring;
    expect(mask(ring)).toEqual({ name: 'ring', self: '***' });
  });

  it('is a copy', () => {
    const line = { headers: { authorization: 'Bearer x' } };
    mask(line);
    expect(line.headers.authorization).toBe('Bearer x');
  });
});
