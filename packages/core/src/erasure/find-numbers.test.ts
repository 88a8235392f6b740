import { describe, expect, it } from 'vitest';
import { findNumbers, wholeNumber } from './find-numbers.ts';

const digitsIn = (text: string) => findNumbers(text).map(({ digits }) => digits);

describe('findNumbers', () => {
  it.each([
    ['{"from":"+48221234567"}', true],
    ['{"from":48221234567}', false],
    ['call +48 22 123 45 67!', true],
    ['(+48) 22-123-45-67', true],
    ['+48 (0) 22.123/45 67', true],
    ['[1,48221234567,2]', false],
    ['0048 not this, 48\u00a022\u00a01234567 this', false],
  ])('finds a number in %s', (text, isInternational) => {
    expect(findNumbers(text)).toContainEqual({ digits: '48221234567', isInternational });
  });

  it('finds a number that stands beside other digits', () => {
    expect(digitsIn('room 12 22 123 45 67 3')).toContain('221234567');
    expect(digitsIn('2024-03-01 221234567')).toContain('221234567');
  });

  it('takes no date for a number, and nothing that is too short', () => {
    expect(digitsIn('{"at":"2024-03-01T08:00:00.000Z","seconds":129,"ext":"101"}')).toEqual([]);
  });

  it('takes the end of an international number for no other', () => {
    expect(digitsIn('+34 221234567')).toEqual(['34221234567']);
    expect(digitsIn('0034 221234567')).toEqual(['0034221234567']);
    expect(digitsIn('+34601000111 221234567')).toContain('221234567');
  });
});

describe('wholeNumber', () => {
  it.each([
    ['101', '101', false],
    [' +48 (0)22 123-45-67 ', '48221234567', true],
    ['0048221234567', '0048221234567', false],
  ])('reads %s', (text, digits, isInternational) => {
    expect(wholeNumber(text)).toEqual({ digits, isInternational });
  });

  it.each(['', 'anna', 'ext 101', '+', '10a'])('is none in "%s"', (text) => {
    expect(wholeNumber(text)).toBeNull();
  });
});
