import { AuthError, ConfigError, StoreBusyError, StoreError, TransportError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { problemSchema, toProblem } from './problem.ts';
import { RequestError } from './request-error.ts';

const what = 'It failed';

describe('a problem', () => {
  it.each([
    [new RequestError('request', { what }), 400, 'request'],
    [new RequestError('unauthenticated', { what }), 401, 'unauthenticated'],
    [new RequestError('forbidden', { what }), 403, 'forbidden'],
    [new RequestError('not-found', { what }), 404, 'not-found'],
    [new RequestError('conflict', { what }), 409, 'conflict'],
    [new RequestError('too-long', { what }), 414, 'too-long'],
    [new RequestError('too-many-requests', { what }), 429, 'too-many-requests'],
    [new RequestError('unavailable', { what }), 503, 'unavailable'],
    [new ConfigError({ what }), 400, 'config'],
    [new AuthError({ what }), 502, 'auth'],
    [new TransportError({ what }), 502, 'transport'],
    [new StoreError({ what }), 500, 'store'],
    [new StoreBusyError({ what }), 503, 'store-busy'],
  ])('of %o has its status and code', (error, status, code) => {
    const problem = toProblem(error, 'req-1');
    expect(problem).toMatchObject({ status, code, detail: 'It failed.', requestId: 'req-1' });
    expect(problemSchema.parse(problem)).toEqual(problem);
  });

  it('of an error that nobody foresaw tells nothing of it', () => {
    for (const error of [new TypeError('secret +48600100200'), 'secret', null]) {
      const problem = toProblem(error, 'req-1');
      expect(problem).toMatchObject({ status: 500, code: 'internal' });
      expect(JSON.stringify(problem)).not.toContain('secret');
    }
  });

  it('of the framework keeps its status, when the client is to blame', () => {
    const refusal = (message: string, statusCode: number) =>
      toProblem(Object.assign(new Error(message), { statusCode }), 'req-1');
    expect(refusal('Request body is too large', 413)).toMatchObject({
      status: 413,
      code: 'too-large',
      detail: 'Request body is too large.',
    });
    expect(refusal('Unsupported media type', 415)).toMatchObject({ status: 415, code: 'request' });
    const own = Object.assign(new Error('secret'), { statusCode: 500 });
    expect(toProblem(own, 'req-1')).toMatchObject({ status: 500, code: 'internal' });
  });
});
