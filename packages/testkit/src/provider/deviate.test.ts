import { expect, it } from 'vitest';
import type { Check } from './check.ts';
import { deviate, printDeviations } from './deviate.ts';

const passing: Check = { group: 'g', name: 'is fine', run: () => Promise.resolve() };
const failing: Check = { group: 'g', name: 'is not', run: () => Promise.reject(new Error('no')) };

it('leaves checks alone that nothing is said of', () => {
  expect(deviate([passing, failing], {})).toEqual([passing, failing]);
});

it('says the reason of a deviation and expects it to be one', async () => {
  const [, deviation] = deviate([passing, failing], { 'is not': 'the vendor forbids it' });
  expect(deviation?.name).toBe('deviates: is not (the vendor forbids it)');
  await expect(deviation?.run()).resolves.toBeUndefined();
});

it('rejects a deviation that is none any more', async () => {
  const [deviation] = deviate([passing], { 'is fine': 'it was not' });
  await expect(deviation?.run()).rejects.toThrow(/passes "is fine" by now/);
});

it('refuses a deviation from nothing', () => {
  expect(() => deviate([passing], { 'is good': 'why' })).toThrow('no check is called "is good"');
});

it('prints every deviation with its reason', () => {
  expect(printDeviations('Acme', { 'is not': 'the vendor forbids it', 'is odd': 'so it is' })).toBe(
    'Acme deviates where it is not: the vendor forbids it\nAcme deviates where it is odd: so it is\n',
  );
  expect(printDeviations('Acme', {})).toBe('');
});
