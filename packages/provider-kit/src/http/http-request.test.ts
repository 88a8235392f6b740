import { describe, expect, it } from 'vitest';
import { createRequestUrl } from './http-request.ts';

describe('createRequestUrl', () => {
  it.each([
    ['https://acme.example.com', '/api/list'],
    ['https://acme.example.com/', 'api/list'],
  ])('appends the path to %s', (baseUrl, path) => {
    expect(createRequestUrl(baseUrl, path).href).toBe('https://acme.example.com/api/list');
  });

  it('keeps the path of the base', () => {
    expect(createRequestUrl('http://127.0.0.1:80/vendors/a/', '/api/list').href).toBe(
      'http://127.0.0.1/vendors/a/api/list',
    );
  });

  it.each(['https://a.example/token', 'https://a.example/token/'])(
    'leaves %s as it is when there is no path',
    (baseUrl) => {
      expect(createRequestUrl(baseUrl, '').href).toBe(baseUrl);
    },
  );

  it('percent-encodes the query, spaces as %20, and leaves out what is absent', () => {
    const query = {
      from: '2024-01-31 12:30',
      'tags[]': ['a&b', '+'],
      limit: 100,
      src: null,
      dst: undefined,
    };
    expect(createRequestUrl('https://a.example', '/x', query).search).toBe(
      '?from=2024-01-31%2012%3A30&tags%5B%5D=a%26b&tags%5B%5D=%2B&limit=100',
    );
  });
});
