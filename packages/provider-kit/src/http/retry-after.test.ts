import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.parse('1994-11-06T08:49:30Z');
const read = (headers: Record<string, string>) => readRetryAfter(new Headers(headers), now);

describe('readRetryAfter', () => {
  it('reads seconds, parts of them rounded up to the millisecond', () => {
    expect(read({ 'retry-after': '120' })).toBe(120_000);
    expect(read({ 'retry-after': '0' })).toBe(0);
    expect(read({ 'retry-after': ' 1.0005 ' })).toBe(1001);
  });

  it.each([
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ])('reads a date in each of the three forms: %s', (date) => {
    expect(read({ 'retry-after': date })).toBe(7000);
  });

  it('counts a date from the date of the answer', () => {
    const date = 'Sun, 06 Nov 1994 08:49:35 GMT';
    expect(read({ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT', date })).toBe(2000);
  });

  it('takes a date gone by for no wait', () => {
    expect(read({ 'retry-after': 'Sun, 06 Nov 1994 08:49:00 GMT' })).toBe(0);
  });

  it('knows nothing when the header is missing or nonsense', () => {
    expect(read({})).toBeNull();
    for (const text of ['', 'soon', '-5', '5 s', '1e3', 'Sun, 99 Foo 1994 08:49:37 GMT']) {
      expect(read({ 'retry-after': text })).toBeNull();
    }
  });
});
