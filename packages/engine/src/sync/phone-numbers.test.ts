import { unknownParty } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { createPartyNormaliser } from './phone-numbers.ts';

const e164Of = (country: string | null, number: string | null) =>
  createPartyNormaliser(country)({ ...unknownParty, number }).e164;

describe('createPartyNormaliser', () => {
  it.each([
    ['+4672111111', null, '+4672111111'],
    ['+46 72-111 (11) 11', null, '+46721111111'],
    ['+46721111111', 'PL', '+46721111111'],
    ['22 626 26 00', 'PL', '+48226262600'],
    ['0048226262600', 'PL', '+48226262600'],
    ['08-123 456 78', 'SE', '+46812345678'],
  ])('reads %s in %s as %s', (number, country, e164) => {
    expect(e164Of(country, number)).toBe(e164);
  });

  it.each([
    ['101', 'PL'],
    ['1234', 'SE'],
    ['*99#', 'PL'],
    ['anonymous', 'PL'],
    ['', 'PL'],
    ['+', 'PL'],
    ['+0123456789', 'PL'],
    ['226262600', null],
    ['226262600', 'XX'],
    [null, 'PL'],
  ])('tells no public number for %s in %s', (number, country) => {
    expect(e164Of(country, number)).toBeNull();
  });

  it('keeps what the provider said', () => {
    const party = { ...unknownParty, number: '101', e164: '+48226262600' };
    expect(createPartyNormaliser('PL')(party)).toBe(party);
  });

  it('answers the same the second time, from its memory', () => {
    const normalise = createPartyNormaliser('PL');
    const party = { ...unknownParty, number: '226262600' };
    expect(normalise(party)).toEqual(normalise(party));
    expect(normalise({ ...party, number: '101' }).e164).toBeNull();
    expect(normalise({ ...party, number: '101' }).e164).toBeNull();
  });
});
