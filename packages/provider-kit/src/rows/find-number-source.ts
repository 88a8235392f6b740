/**
 * The source text of a number under `key` in the row's own text: `1416225570.340` keeps its zero,
 * which parsing loses. `null` when the text has no such number.
 */
export function findNumberSource(text: string, key: string, value: number): string | null {
  // A quote inside a JSON string is escaped, so that the pattern finds nothing but keys.
  const pattern = new RegExp(`"${key}"\\s*:\\s*(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)`, 'g');
  for (const [, source] of text.matchAll(pattern)) {
    if (source !== undefined && Number(source) === value) return source;
  }
  return null;
}
