import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from './json-position.ts';

test.each([
  ['{\n  "a": b\n}', 2, 8, 'a value'],
  ['{"a": 1,}', 1, 9, 'a key in double quotes'],
  ['{"a" 1}', 1, 6, 'a colon'],
  ['{"a": 1\n "b": 2}', 2, 2, 'a comma or "}"'],
  ['[1, 2', 1, 6, 'a comma or "]"'],
  ['{"a": "open\n}', 1, 7, 'a text that ends in " on its line'],
  ['{} {}', 1, 4, 'nothing more after the end'],
  ['', 1, 1, 'a value'],
  ['[01]', 1, 2, 'a value'],
])('%j is wrong at line %i, column %i: expected %s', (text, line, column, expected) => {
  expect(findJsonFault(text)).toEqual({ line, column, expected });
});

test('every valid JSON text passes', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
      const pretty = JSON.stringify(JSON.parse(text), null, indent);
      expect(findJsonFault(pretty)).toBeNull();
    }),
  );
});

test('a text passes if and only if JSON.parse takes it', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', ' ', 'true', '\\');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(findJsonFault(text) === null).toBe(valid);
    }),
    { numRuns: 2000 },
  );
});
