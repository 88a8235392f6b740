import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('createRedactor', () => {
  it('leaves texts without secrets alone', () => {
    const redact = createRedactor(['hunter2', '']);
    expect(redact('GET https://acme.example.com/api answered 503')).toBe(
      'GET https://acme.example.com/api answered 503',
    );
  });

  it('hides a secret wherever it stands', () => {
    const redact = createRedactor(['s3cret&more', 's3cret']);
    expect(redact('a=s3cret&more; b=s3cret%26more; c="s3cret"')).toBe('a=***; b=***; c="***"');
  });

  it('hides the whole base64 word, so that the name goes too', () => {
    const redact = createRedactor(['hunter2']);
    expect(redact(`Basic ${base64('api:hunter2')} refused`)).toBe('Basic *** refused');
  });

  it('leaves nothing of a secret in any form, whatever stands around', () => {
    const secret = fc.string({ unit: 'binary', minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (own, before, after) => {
        const redact = createRedactor([own]);
        const forms = [
          own,
          encodeURIComponent(own),
          encodeURIComponent(own).replaceAll(/%../g, (hex) => hex.toLowerCase()),
          new URLSearchParams([['', own]]).toString().slice(1),
          JSON.stringify(own).slice(1, -1),
          base64(own),
          base64(`${before}:${own}`),
          base64(`${before}:${own}:${after}`),
          Buffer.from(`${before}:${own}`).toString('base64url'),
        ];
        for (const form of forms) {
          fc.pre(!before.includes(form) && !after.includes(form) && !'***'.includes(form));
          expect(redact(`<${form}>`)).not.toContain(form);
        }
      }),
    );
  });

  it('stands a long text that is one base64 word', () => {
    const text = 'QUJD'.repeat(500_000);
    expect(createRedactor(['hunter2-hunter2'])(text)).toBe(text);
  });
});
