import { describe, expect, it } from 'vitest';
import { quoteVendorText } from './quote-vendor-text.ts';
import { createRedactor } from './redactor.ts';

const quote = (text: string) => quoteVendorText(text, createRedactor(['hunter2']));

describe('quoteVendorText', () => {
  it('makes one line of it', () => {
    expect(quote('  no\r\n\tsuch\u0000 user ')).toBe('no such user');
  });

  it.each(['+48221234567', '022 123 45 67', '(22) 123-45-67', '0046-72.555.55.55', '1416225570'])(
    'masks what may be the number of a person: %s',
    (number) => {
      expect(quote(`call ${number} failed`)).toMatch(/^call \(?… failed$/);
    },
  );

  it('keeps dates, short numbers and codes', () => {
    const text = 'code 111111: date_from 2024-01-31 12:30 lies after 2024-01-30T10:00:00';
    expect(quote(text)).toBe(text);
  });

  it('hides secrets before it shortens', () => {
    const quoted = quote(`${'x'.repeat(195)} hunter2 ${'y'.repeat(100)}`);
    expect(quoted).toBe(`${'x'.repeat(195)} ***…`);
  });
});
