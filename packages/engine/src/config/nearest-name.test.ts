import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['store', 'sources', 'raw'];

test.each([
  ['sorces', 'sources'],
  ['sourcse', 'sources'],
  ['Sources', 'sources'],
  ['stroe', 'store'],
  ['source', 'sources'],
  ['rawSources', 'sources'],
])('%s was meant to be %s', (name, meant) => {
  expect(nearestName(name, known)).toBe(meant);
});

test('a name that resembles none has no neighbour', () => {
  expect(nearestName('dashboard', known)).toBeNull();
  expect(nearestName('x', known)).toBeNull();
});
