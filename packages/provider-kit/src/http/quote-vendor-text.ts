import type { Redactor } from './redactor.ts';

const maxLength = 200;
const dateOrNumber = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\+?\d(?:[ .()/-]*\d){6,}/g;

/**
 * A vendor's words made fit for an error message: one short line without secrets and without
 * anything that may be a phone number (seven digits and more; dates stay).
 */
export function quoteVendorText(text: string, redact: Redactor): string {
  const line = redact(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(dateOrNumber, (match) => (/^\d{4}-\d{2}-\d{2}/.test(match) ? match : '…'));
  return line.length > maxLength ? `${line.slice(0, maxLength).trimEnd()}…` : line;
}
