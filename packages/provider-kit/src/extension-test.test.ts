import { describe, expect, it } from 'vitest';
import { createExtensionTest } from './extension-test.ts';

describe('createExtensionTest', () => {
  it.each([
    [null, '22', true],
    [null, '10234', true],
    [null, '1', false],
    [null, '102345', false],
    [null, '+4510', false],
    ['[1-3]\\d{2}', '232', true],
    ['[1-3]\\d{2}', '532', false],
    ['1|2', '12', false],
  ])('by %j, %s: %s', (shape, number, isExtension) => {
    expect(createExtensionTest(shape)(number)).toBe(isExtension);
  });

  it('says what is wrong with a shape', () => {
    expect(() => createExtensionTest('[')).toThrow('extensions: "[" is no regular expression');
  });
});
