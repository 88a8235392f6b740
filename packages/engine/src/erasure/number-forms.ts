import { ConfigError, fewestDigits, type NumberForm } from '@cdr/core';
import {
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** A number and every way in which it may be written. */
export interface KnownNumber {
  /** As +…; the digits alone where no public network has such a number. */
  text: string;
  forms: NumberForm[];
}

/** No number is longer, whatever is dialled before it. */
const mostDigits = 20;
/** What people dial before an international number. */
const dialledBefore = ['', '00', '011'];

/**
 * Reads a number, however it is written. One that is written as within a country is read in the
 * countries of the sources. Throws `ConfigError` for no number, and for one that is several people's.
 */
export function knownNumberOf(text: string, countries: readonly (string | null)[]): KnownNumber {
  const digits = text.replace(/\D/g, '');
  if (digits === '' || digits.length > mostDigits || /[^\d\s+().\-/\u00a0]/.test(text)) {
    throw new ConfigError({ what: 'That is no telephone number', todo: 'Write it as +…' });
  }
  const numbers = new Map(
    readings(text, countries).map((number) => [number.number.toString(), number]),
  );
  const [number, ...others] = numbers.values();
  if (number === undefined) return ofNoNetwork(text, digits);
  if (others.length > 0) {
    const all = [number, ...others].map(({ countryCallingCode }) => `+${countryCallingCode}…`);
    throw new ConfigError({
      what: `The number means several people: ${all.join(', ')}`,
      todo: 'Write it as +…',
    });
  }
  return { text: number.number, forms: formsOf(number) };
}

function readings(text: string, countries: readonly (string | null)[]): PhoneNumber[] {
  const plain = text.replace('(0)', '');
  if (/^\s*\(?\+/.test(text)) {
    const number = parsePhoneNumberFromString(plain);
    return number === undefined ? [] : [number];
  }
  const regions = new Set(
    countries.flatMap((country) =>
      country !== null && isSupportedCountry(country) ? [country] : [],
    ),
  );
  return [...regions].flatMap((country) => {
    const number = parsePhoneNumberFromString(plain, country);
    return number?.isValid() === true ? [number] : [];
  });
}

/** Such as an extension, or a number that a vendor tells and no country has. */
function ofNoNetwork(text: string, digits: string): KnownNumber {
  if (text.trim().startsWith('+') || digits.length >= fewestDigits) {
    const forms = dialledBefore.map((before) => ({ digits: before + digits, callingCode: null }));
    return { text: `+${digits}`, forms };
  }
  return { text: digits, forms: [{ digits, callingCode: null }] };
}

function formsOf(number: PhoneNumber): NumberForm[] {
  const { countryCallingCode: callingCode, nationalNumber } = number;
  const international = `${callingCode}${nationalNumber}`;
  const national = new Set([
    nationalNumber,
    `0${nationalNumber}`,
    number.formatNational().replace(/\D/g, ''),
  ]);
  return [
    ...dialledBefore.map((before) => ({ digits: before + international, callingCode: null })),
    ...[...national].map((digits) => ({ digits, callingCode })),
  ];
}
