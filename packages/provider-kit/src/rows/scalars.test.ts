import { describe, expect, it } from 'vitest';
import { createEnumReader } from './enum-reader.ts';
import { textOrNull } from './text-or-null.ts';

describe('textOrNull', () => {
  it.each([
    ['Bob', 'Bob'],
    ['0', '0'],
    [' ', ' '],
    [34, '34'],
    [0, '0'],
    ['', null],
    [null, null],
    [undefined, null],
    [true, null],
    [{}, null],
  ])('reads %o as %o', (value, text) => {
    expect(textOrNull(value)).toBe(text);
  });
});

describe('createEnumReader', () => {
  const read = createEnumReader(
    { answered: 'answered', 'no answer': 'no-answer', nieodebrané: 'no-answer' },
    'unknown',
  );

  it.each(['NO ANSWER', 'no-answer', 'NoAnswer', ' no_answer.', 'NIEODEBRANÉ'])(
    'reads %s whatever its case and punctuation',
    (word) => {
      expect(read(word)).toBe('no-answer');
      expect(read(word)).toBe('no-answer');
    },
  );

  it.each(['', 'NO ANSWERS', '__proto__', 7, null, undefined])('does not know %o', (word) => {
    expect(read(word)).toBe('unknown');
  });

  it('goes on knowing its words after many that it did not', () => {
    const many = Array.from({ length: 1000 }, (_, n) => read(`word${'x'.repeat(n)}`));
    expect(new Set(many)).toEqual(new Set(['unknown']));
    expect(read('Answered')).toBe('answered');
  });
});
