import { type Call, type CallQuery, createCallFields } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { createArraySource } from './array-source.ts';

function callAt(id: string, second: number, direction: Call['direction'] = 'inbound'): Call {
  const startedAt = `2024-01-01T00:00:0${second}.000Z`;
  const known = { startedAt, timePrecision: 'second', timeZone: 'UTC', direction } as const;
  return { id, source: 's', provider: 'p', ...createCallFields(known), raw: { id } };
}

const calls = [callAt('c', 2), callAt('b', 1), callAt('a', 2), callAt('d', 3, 'outbound')];

async function idsOf(query?: CallQuery): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of createArraySource(calls).read(query))
    ids.push(...batch.map((c) => c.id));
  return ids;
}

describe('createArraySource', () => {
  it('reads in the total order, either way', async () => {
    expect(await idsOf()).toEqual(['b', 'a', 'c', 'd']);
    expect(await idsOf({ order: 'desc' })).toEqual(['d', 'c', 'a', 'b']);
  });

  it('pages by offset and by key', async () => {
    expect(await idsOf({ offset: 1, limit: 2 })).toEqual(['a', 'c']);
    const after = { startedAt: '2024-01-01T00:00:02.000Z', id: 'a' };
    expect(await idsOf({ after })).toEqual(['c', 'd']);
    expect(await idsOf({ after, order: 'desc' })).toEqual(['b']);
  });

  it('counts and reads what the filter means', async () => {
    const filter = { direction: ['inbound'] } as const;
    expect(await createArraySource(calls).count(filter)).toBe(3);
    expect(await idsOf({ filter })).toEqual(['b', 'a', 'c']);
  });

  it('gives vendor rows when asked', async () => {
    for await (const [call] of createArraySource(calls).read({ limit: 1 })) {
      expect(call?.raw).toBeUndefined();
    }
    for await (const [call] of createArraySource(calls).read({ limit: 1, raw: true })) {
      expect(call?.raw).toEqual({ id: 'b' });
    }
  });
});
