import type { SummaryRow } from '@cdr/core';
import { expect, test } from 'vitest';
import { otherIds } from './other-ids.ts';

const row = (agent: string, name: string | null, source: string | null = 'oslo'): SummaryRow => ({
  interval: null,
  dimensions: { agent, source },
  names: { agent: name },
  metrics: {},
});

test('a source is named when its sums and its calls know somebody by two ids', () => {
  const computed = [row('7', 'Ewa'), row('8', 'Jan'), row('9', null), row('Zofia', 'Zofia', null)];
  expect(otherIds(computed, [row('8', 'Jan'), row('7', 'Ewa', 'bergen'), row('1', null)])).toEqual(
    [],
  );
  expect(otherIds(computed, [row('e-7', 'Ewa'), row('e-8', 'Jan')])).toEqual([
    expect.objectContaining({ origin: 'vendor', source: 'oslo', metric: null }),
  ]);
  expect(otherIds(computed, [row('Zofia', 'Zofia', null)])).toEqual([]);
});
