import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runningSums, spreadByWeight } from './spread.ts';

const weights = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1 });

it('gives parts that add up to the total, each within one of its share', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e7 }), weights, (total, given) => {
      const parts = spreadByWeight(total, given);
      const sum = given.reduce((all, weight) => all + weight, 0);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
      parts.forEach((part, index) => {
        expect(Math.abs(part - (total * (given[index] ?? 0)) / sum)).toBeLessThan(1.0001);
      });
    }),
  );
});

it('gives what is left over to the largest remainders, the first of equal ones', () => {
  expect(spreadByWeight(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(spreadByWeight(1, [1, 3, 2])).toEqual([0, 1, 0]);
  expect(spreadByWeight(0, [0, 0])).toEqual([0, 0]);
});

it('sums from nothing to all', () => {
  expect([...runningSums([2, 0, 3])]).toEqual([0, 2, 2, 5]);
});
