import { textOrNull } from '@cdr/provider-kit';

/** A count, or a yes or no that counts as 1 or 0; `null` for what is neither. */
export function readMark(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = textOrNull(value);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
