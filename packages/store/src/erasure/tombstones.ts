import { createHmac, randomBytes } from 'node:crypto';
import {
  type ErasedNumbers,
  type FoundNumber,
  findNumbers,
  type NumberForm,
  numberFormText,
  wholeNumber,
} from '@cdr/core';

/** What is left of a number that was erased: enough to know it again. */
export interface Tombstone {
  /** The same for all of a store, so that a number is hashed once however many were erased. */
  salt: string;
  /** Of one form of the number. */
  hash: string;
}

const mostRemembered = 100_000;

/** Tombstones for the forms of a number, beside those that there are. */
export function tombstonesOf(
  forms: readonly NumberForm[],
  known: readonly Tombstone[],
): Tombstone[] {
  const salt = known[0]?.salt ?? randomBytes(16).toString('base64url');
  return forms.map((form) => ({ salt, hash: hashOf(form, salt) }));
}

/** Knows the numbers of tombstones again, in countries of a calling code; `null` when there are none. */
export function erasedNumbersOf(
  tombstones: readonly Tombstone[],
  callingCode: string | null,
): ErasedNumbers | null {
  const [first] = tombstones;
  if (first === undefined) return null;
  const { salt } = first;
  const hashes = new Set(tombstones.map(({ hash }) => hash));
  const remembered = new Map<string, boolean>();

  function isErased({ digits, isInternational }: FoundNumber): boolean {
    const key = `${isInternational ? '+' : ''}${digits}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const codes = isInternational || callingCode === null ? [null] : [null, callingCode];
    const isFound = codes.some((code) => hashes.has(hashOf({ digits, callingCode: code }, salt)));
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, isFound);
    return isFound;
  }

  const isIn = (text: string | null) => text !== null && findNumbers(text).some(isErased);
  return {
    isNumber(text) {
      const number = text === null ? null : wholeNumber(text);
      return number === null ? isIn(text) : isErased(number);
    },
    isIn,
  };
}

function hashOf(form: NumberForm, salt: string): string {
  return createHmac('sha256', salt).update(numberFormText(form)).digest('base64url');
}
