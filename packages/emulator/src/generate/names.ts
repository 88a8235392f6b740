import type { Country } from './countries/country.ts';

/** What some people are called in a phone system's user list, and what breaks spreadsheets. */
const oddNames = [
  (name: string) => `=${name}`,
  (name: string) => `+${name}`,
  (name: string) => `-${name} (night)`,
  (name: string) => `@${name}`,
  (name: string) => `${name}, "Ace"; 2nd line`,
];

/** The name of a person; `number` chooses it, and many numbers share one. */
export function personName(country: Country, number: number): string {
  const { firstNames, lastNames } = country;
  const first = firstNames[number % firstNames.length] ?? firstNames[0];
  // Sixteen first names meet every last name before a pair comes again.
  const last =
    lastNames[(number + Math.floor(number / firstNames.length)) % lastNames.length] ?? lastNames[0];
  return country.familyNameFirst ? `${last} ${first}` : `${first} ${last}`;
}

/** The name of a company; `number` chooses it. */
export function companyName(country: Country, number: number): string {
  const { companies, lastNames } = country;
  const form = companies[number % companies.length] ?? companies[0];
  const family = lastNames[Math.floor(number / companies.length) % lastNames.length];
  return form.replace('*', family ?? lastNames[0]);
}

/** A person's name as the phone system has it: every third of the first fifteen is odd. */
export function userName(country: Country, number: number): string {
  const name = personName(country, number);
  const odd = number % 3 === 1 ? oddNames[(number - 1) / 3] : undefined;
  return odd === undefined ? name : odd(name);
}

/** A text in the letters of logins, folders and addresses: `Łukasz Wójcik` gives `lukasz.wojcik`. */
export function toSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łđøæß]/g, (letter) => foldedLetters[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '');
}

/** Letters that Unicode doesn't take apart. */
const foldedLetters: Record<string, string> = { ł: 'l', đ: 'd', ø: 'o', æ: 'ae', ß: 'ss' };
