const maxRemembered = 256;

/**
 * A reader for a vendor's words: letter case, spaces and punctuation don't count, so that `NO ANSWER`,
 * `no-answer` and `NoAnswer` are one. Anything not in `words` reads as `otherwise`.
 *
 * @example
 * const readDisposition = createEnumReader({ answered: 'answered', 'no answer': 'no-answer' }, 'unknown');
 * readDisposition('NO_ANSWER'); // 'no-answer'
 */
export function createEnumReader<const T>(
  words: Readonly<Record<string, T>>,
  otherwise: T,
): (value: unknown) => T {
  const known = new Map(Object.entries(words).map(([word, value]) => [lettersOf(word), value]));
  const remembered = new Map<string, T>();
  return (value) => {
    if (typeof value !== 'string') return otherwise;
    const before = remembered.get(value);
    if (before !== undefined) return before;
    const read = known.get(lettersOf(value)) ?? otherwise;
    if (remembered.size < maxRemembered) remembered.set(value, read);
    return read;
  };
}

function lettersOf(text: string): string {
  return text.replaceAll(/\P{L}/gu, '').toLowerCase();
}
