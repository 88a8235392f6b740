import { describe, expect, it } from 'vitest';
import { negotiate } from './negotiate.ts';

const offered = ['application/json', 'application/x-ndjson', 'text/csv'] as const;

describe('an Accept header', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/*', 'text/csv'],
    ['TEXT/CSV; header=present', 'text/csv'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'application/json'],
    ['application/json;q=0.5, text/csv', 'text/csv'],
    ['application/json;q=0, */*', 'application/x-ndjson'],
    ['application/*;q=0.2, text/csv;q=0.1', 'application/json'],
  ])('%j gets %s', (accept, type) => {
    expect(negotiate(accept, offered)).toBe(type);
  });

  it.each(['image/png', 'application/json;q=0', 'text/csv;q=x', 'csv'])(
    '%j gets nothing',
    (accept) => {
      expect(() => negotiate(accept, offered)).toThrow(
        expect.objectContaining({ code: 'not-acceptable' }),
      );
    },
  );
});
