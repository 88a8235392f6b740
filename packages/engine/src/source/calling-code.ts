import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';

/** The calling code of a country, such as `48` of `PL`; `null` for none that is known. */
export function callingCodeOf(country: string | null): string | null {
  return country !== null && isSupportedCountry(country) ? getCountryCallingCode(country) : null;
}
