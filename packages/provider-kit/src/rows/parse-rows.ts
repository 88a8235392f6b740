import { VendorResponseError } from '@cdr/core';
import { cutElements } from './cut-elements.ts';
import { parseJson } from './parse-json.ts';

/** A list of rows out of one answer. */
export interface ParsedRows {
  /** The whole answer as parsed, for totals and the like. */
  json: unknown;
  /** The elements of the list. */
  rows: readonly unknown[];
  /** The source text of each element, byte for byte: what parsing loses (`1.10`) stays. */
  texts: readonly string[];
}

/**
 * Parses an answer and cuts out the source text of its rows: the elements of the answer itself, or
 * of the array under its top-level member `key`. Throws `VendorResponseError` for texts that are no
 * JSON and for answers without that array. The texts keep the answer's memory alive.
 */
export function parseRows(text: string, key?: string): ParsedRows {
  const json = parseJson(text);
  const rows = key === undefined ? json : memberOf(json, key);
  if (!Array.isArray(rows)) {
    throw new VendorResponseError({
      what: key === undefined ? 'The answer is not a list' : `The answer has no list "${key}"`,
    });
  }
  return { json, rows, texts: cutElements(text, rows, key) };
}

function memberOf(json: unknown, key: string): unknown {
  if (typeof json !== 'object' || json === null) return undefined;
  return Object.getOwnPropertyDescriptor(json, key)?.value;
}
