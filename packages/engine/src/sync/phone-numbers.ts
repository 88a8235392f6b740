import type { Party } from '@cdr/core';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const international = /^\+[1-9]\d{6,14}$/;
const maxCached = 200_000;

/** Gives a party its e164 number, where its number is known to be one of the public network. */
export type NormaliseParty = (party: Party) => Party;

/**
 * Numbers in international form are taken as told. National ones are read in `country` and must be
 * valid there, so that an extension such as 101 never turns into a public number.
 */
export function createPartyNormaliser(country: string | null): NormaliseParty {
  const region = country !== null && isSupportedCountry(country) ? country : undefined;
  const known = new Map<string, string | null>();

  function parse(number: string): string | null {
    const compact = number.replace(/[\s().\-/]/g, '');
    if (international.test(compact)) return compact;
    const parsed = parsePhoneNumberFromString(compact, region);
    return parsed?.isValid() === true ? parsed.number : null;
  }

  function e164Of(number: string): string | null {
    if (international.test(number)) return number;
    let e164 = known.get(number);
    if (e164 === undefined) {
      e164 = parse(number);
      if (known.size >= maxCached) known.clear();
      known.set(number, e164);
    }
    return e164;
  }

  return (party) => {
    if (party.number === null || party.e164 !== null) return party;
    const e164 = e164Of(party.number);
    return e164 === null ? party : { ...party, e164 };
  };
}
