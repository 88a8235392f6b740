import { findNumberSource } from './find-number-source.ts';
import { textOrNull } from './text-or-null.ts';

/**
 * An id under `key` of a row as text, however the vendor writes it; `null` for "", null and absent.
 * Of a number that JavaScript can't hold, the digits are those of the row's own `text`.
 */
export function idText(value: unknown, key: string, text: string): string | null {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return textOrNull(value);
  return findNumberSource(text, key, value) ?? String(value);
}
