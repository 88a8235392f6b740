import { type Party, unknownParty } from '@cdr/core';
import type { Country } from './countries/country.ts';
import { companyName, personName } from './names.ts';
import { mix, type Random } from './random.ts';

/** Has no factor in common with powers of ten, so that no two customers get one number. */
const stride = 7_654_321;

/** The people and firms who call and are called. */
export interface Customers {
  /** One of them; few come often, most once: the share of the n-th falls with n to the power of ¾. */
  frequent(random: Random): number;
  /** One of them, each as likely as the others. */
  any(random: Random): number;
  /** How a customer looks at one end of a call; the same customer's number may be spelled two ways. */
  partyOf(customer: number, random: Random): Party;
}

/** That many customers, or as many as the country has numbers for. */
export function createCustomers(
  country: Country,
  { wanted, salt }: { wanted: number; salt: number },
): Customers {
  const { prefixes, digits } = country.mobile;
  const perPrefix = 10 ** digits;
  const size = Math.min(Math.max(1, wanted), prefixes.length * perPrefix);
  const reach = (size + 1) ** 0.25 - 1;

  function numberOf(customer: number): string {
    const prefix = prefixes[customer % prefixes.length] ?? prefixes[0];
    const rank = Math.floor(customer / prefixes.length);
    return prefix + String((rank * stride + (salt % perPrefix)) % perPrefix).padStart(digits, '0');
  }

  return {
    frequent(random) {
      const root = 1 + random.next() * reach;
      return Math.floor(root * root * root * root) - 1;
    },
    any: (random) => random.below(size),
    partyOf(customer, random) {
      const national = numberOf(customer);
      const e164 = `+${country.callingCode}${national}`;
      const number = random.chance(0.15) ? country.trunkPrefix + national : e164;
      const traits = mix(salt, customer);
      if (traits % 10 >= 6) return { ...unknownParty, number, e164 };
      const isFirm = traits % 10 === 0;
      return {
        number,
        e164,
        name: isFirm ? companyName(country, traits >>> 8) : personName(country, traits >>> 8),
        type: isFirm ? 'organisation' : 'person',
        ref: String(100_000 + customer),
      };
    },
  };
}
