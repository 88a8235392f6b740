import type { Country } from './countries/country.ts';
import { denmark } from './countries/denmark.ts';
import { poland } from './countries/poland.ts';
import { sweden } from './countries/sweden.ts';
import { vietnam } from './countries/vietnam.ts';

/** The countries whose contact centres can be generated, by ISO 3166-1 alpha-2. */
export const countries = {
  PL: poland,
  SE: sweden,
  DK: denmark,
  VN: vietnam,
} as const satisfies Record<string, Country>;

/** A country that calls can be generated for. */
export type CountryCode = keyof typeof countries;
