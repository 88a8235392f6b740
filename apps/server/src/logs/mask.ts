import { CdrError } from '@cdr/core';

/** Makes a copy of a value that may be logged. */
export type Mask = (value: unknown) => unknown;

const secretNames =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|.*(?:password|passwd|secret|token|api-?key|signature)|key|salt|hash)$/i;
/** In the query of an address, as far as the value goes. */
const secretParameter =
  /([?&](?:[^=&#\s]*(?:password|passwd|secret|token|api-?key|signature)|key)=)[^&#\s]+/gi;
const keyText = /cdr(?:_|%5f)[0-9a-f]{16}(?:_|%5f)[\w%-]+/gi;
const bearer = /\b(Bearer|Basic) +[\w.~+/=-]+/gi;
/** Seven digits or more, with what people write between them, or addresses in its place; no dates. */
const phoneNumber =
  /(?:%2b|(?<=%[0-9a-f]{2})|(?<![\w.:%-])\+?)(?!\d{4}-\d\d-\d\d(?!\d))\d(?:(?:[ ()./+-]|%2[089b-f])?\d){6,14}(?![\w:-])/gi;
/** Who was erased must not live on in the log. */
const person = /(\/v1\/people\/)[^?#\s/]+/gi;
const hidden = '***';
const deepest = 12;

/**
 * Hides what is secret at any depth: by the names of keys, keys of the server and authorizations inside
 * texts, the numbers of people who are erased, and, where asked for, whatever looks like a phone number.
 */
export function createMask({ numbers }: { numbers: boolean }): Mask {
  function maskText(text: string): string {
    const masked = text
      .replace(secretParameter, `$1${hidden}`)
      .replace(person, `$1${hidden}`)
      .replace(keyText, `cdr_${hidden}`)
      .replace(bearer, `$1 ${hidden}`);
    return numbers ? masked.replace(phoneNumber, hidden) : masked;
  }

  function mask(value: unknown, depth: number, seen: readonly unknown[]): unknown {
    if (typeof value === 'string') return maskText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === deepest || seen.includes(value)) return hidden;
    const above = [...seen, value];
    if (value instanceof Error) return maskError(value, depth, above);
    if (Array.isArray(value)) return value.map((own) => mask(own, depth + 1, above));
    const entries = Object.entries(value).map(([name, own]) => [
      name,
      secretNames.test(name) ? hidden : mask(own, depth + 1, above),
    ]);
    return Object.fromEntries(entries);
  }

  /** Messages of foreign errors may quote what must not be shown: they are told by name and place alone. */
  function maskError(error: Error, depth: number, seen: readonly unknown[]): unknown {
    const isOwn = CdrError.isInstance(error);
    const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
    return {
      type: error.name,
      ...(isOwn ? { code: error.code, message: maskText(error.message) } : {}),
      stack: frames.join('\n'),
      ...(error.cause === undefined ? {} : { cause: mask(error.cause, depth + 1, seen) }),
    };
  }

  return (value) => mask(value, 0, []);
}
