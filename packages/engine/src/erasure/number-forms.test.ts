import { numberFormText } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { knownNumberOf } from './number-forms.ts';

const formsOf = (text: string, countries: (string | null)[] = ['PL']) =>
  knownNumberOf(text, countries).forms.map(numberFormText).sort();

describe('a number', () => {
  it('is the same one however it is written', () => {
    const forms = formsOf('+48221234567');
    for (const text of [
      '+48 22 123 45 67',
      '22 123 45 67',
      '(22) 123-45-67',
      '48221234567',
      '0048 22 1234567',
      '+48 (0) 22 123 45 67',
    ]) {
      expect(formsOf(text)).toEqual(forms);
    }
    expect(forms).toEqual(
      expect.arrayContaining([':48221234567', ':0048221234567', '48:221234567', '48:0221234567']),
    );
  });

  it('is read in national form with whatever its country dials before it', () => {
    expect(formsOf('+36 1 234 5678')).toContain('36:0612345678');
    expect(formsOf('+1 202 555 0123')).toContain('1:2025550123');
  });

  it('that is written in national form is read in the countries of the sources', () => {
    expect(knownNumberOf('0912 345 678', ['PL', 'VN', null]).text).toBe('+84912345678');
    expect(() => knownNumberOf('601 234 567', ['PL', 'ES'])).toThrow(/several people/);
  });

  it('that no network has means its digits alone', () => {
    expect(knownNumberOf('101', ['PL'])).toEqual({
      text: '101',
      forms: [{ digits: '101', callingCode: null }],
    });
  });

  it.each(['', '+', 'anna', '22 123 x', '1'.repeat(21)])(
    'is not "%s", whatever it was: it isn’t repeated',
    (text) => {
      expect(() => knownNumberOf(text, ['PL'])).toThrow(
        'That is no telephone number. Write it as +….',
      );
    },
  );
});
