import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonical-text.ts';

const json = fc.jsonValue({ maxDepth: 3 });

/** The same value in other clothes: keys in another order, numbers and booleans as text. */
function disguise(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(disguise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, own]) => [key, disguise(own)]),
  );
}

/** What two values have in common when they count as the same. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(essence)];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return [
    'record',
    ...Object.entries(value)
      .map(([key, own]) => JSON.stringify([key, essence(own)]))
      .sort(),
  ];
}

describe('canonicalText', () => {
  it('does not depend on the order of keys, nor on numbers being text', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalText(disguise(value))).toBe(canonicalText(value));
      }),
    );
  });

  it('is the same for the same values alone', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const same = JSON.stringify(essence(a)) === JSON.stringify(essence(b));
        expect(canonicalText(a) === canonicalText(b)).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on what was written before', () => {
    const rows = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string()), {
      minLength: 2,
    });
    fc.assert(
      fc.property(rows, (many) => {
        const alone = many.map((row) => [row, canonicalText(row)] as const);
        for (const [row, text] of alone) expect(canonicalText(row)).toBe(text);
      }),
    );
  });

  it('tells null, the empty text, the word null and an absent key apart', () => {
    const texts = [{ a: null }, { a: '' }, { a: 'null' }, {}, []].map(canonicalText);
    expect(new Set(texts).size).toBe(5);
  });

  it('does not let quotes and brackets in a value imitate another row', () => {
    const texts = [
      { a: 'x","y' },
      { a: 'x', y: '' },
      { a: ['x', 'y'] },
      { a: { x: 'y' } },
      { a: '{"x":"y"}' },
      [['a'], ['x']],
      { a: 'x' },
    ].map(canonicalText);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('reads a key named __proto__ as any other', () => {
    const row: unknown = JSON.parse('{"__proto__": "x", "nested": {"__proto__": "y"}}');
    const other: unknown = JSON.parse('{"__proto__": "z", "nested": {"__proto__": "y"}}');
    expect(canonicalText(row)).toContain('x');
    expect(canonicalText(row)).toContain('y');
    expect(canonicalText(row)).not.toBe(canonicalText(other));
  });
});
