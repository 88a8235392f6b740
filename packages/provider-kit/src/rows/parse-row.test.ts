import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseRow } from './parse-row.ts';

const schema = z.object({
  src: z.string().nullish(),
  id: z.union([z.string(), z.number()]),
  type: z.enum(['INBOUND', 'OUTBOUND']),
  rating: z.object({ rate: z.string() }).nullish(),
});

describe('parseRow', () => {
  it('gives the row that keeps its schema, unknown keys aside', () => {
    expect(parseRow(schema, { src: null, id: 7, type: 'INBOUND', more: 1 })).toEqual({
      ok: true,
      value: { src: null, id: 7, type: 'INBOUND' },
    });
  });

  it.each([
    [null, 'Invalid input: expected object, received null'],
    [
      { id: 7, type: 'INBOUND', src: 48221234567 },
      'src: Invalid input: expected string, received number',
    ],
    [
      { id: ['+48221234567'], type: 'INBOUND' },
      'id: Invalid input: expected string, received array or Invalid input: expected number, received array',
    ],
    [{ id: 7, type: '+48221234567' }, 'type: Invalid option: expected one of "INBOUND"|"OUTBOUND"'],
    [
      { id: 7, type: 'INBOUND', rating: { rate: 5 } },
      'rating.rate: Invalid input: expected string, received number',
    ],
  ])('names the place and the problem, not the value: %o', (row, reason) => {
    expect(parseRow(schema, row)).toEqual({ ok: false, reason });
  });

  it('stops counting problems at three', () => {
    const many = z.object({ a: z.string(), b: z.string(), c: z.string(), d: z.string() });
    const result = parseRow(many, {});
    expect(result.ok ? '' : result.reason).toMatch(/^a: .*; b: .*; c: .*; and 1 more$/);
  });
});
