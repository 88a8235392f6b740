import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decidingOptions } from './deciding-options.ts';

const schema = z.union([
  z.strictObject({
    token: z.string().meta({ secret: true }),
    address: z.string().meta({ decides: [] }).default('https://example.com'),
    notesZone: z
      .string()
      .meta({ decides: ['notes'] })
      .optional(),
    reading: z.enum(['wall', 'utc']).default('wall'),
    filter: z.array(z.string()).optional(),
  }),
  z.looseObject({ login: z.string() }),
]);

function namesOf(options: Record<string, unknown>, kind: 'calls' | 'notes' = 'calls'): string[] {
  return Object.keys(decidingOptions(schema, options, kind));
}

describe('decidingOptions', () => {
  it('leaves out credentials, ways to reach the vendor, and defaults', () => {
    expect(namesOf({ token: 't', address: 'https://other.test', reading: 'wall' })).toEqual([]);
    expect(namesOf({ token: 't', reading: 'utc', filter: ['a'] })).toEqual(['filter', 'reading']);
  });

  it('leaves out what decides data of other kinds', () => {
    const options = { token: 't', notesZone: 'Europe/Warsaw', reading: 'utc' };
    expect(namesOf(options)).toEqual(['reading']);
    expect(namesOf(options, 'notes')).toEqual(['notesZone', 'reading']);
  });

  it('holds what the schema doesn’t name', () => {
    expect(namesOf({ login: 'l', other: 1 })).toEqual(['login', 'other']);
  });

  it('tells values apart and no value', () => {
    const marksOf = (filter: unknown) => decidingOptions(schema, { filter }, 'calls');
    expect(marksOf(['a', 'b'])).toEqual(marksOf(['a', 'b']));
    expect(marksOf(['a', 'b'])).not.toEqual(marksOf(['b', 'a']));
    expect(JSON.stringify(marksOf(['4711']))).not.toContain('4711');
  });
});
