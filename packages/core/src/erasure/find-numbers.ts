/** Digits that may be a number, as they stand in a text. */
export interface FoundNumber {
  digits: string;
  /** Whether a "+" stands before them: then they are meant internationally. */
  isInternational: boolean;
}

/** Fewer digits are too likely something else. */
export const fewestDigits = 7;
/** E.164 allows no more. */
const longestNumber = 15;
/** With what people dial before it. */
const mostDigits = 19;

/** Dates are written with the separators of numbers. */
const datePattern = /\b\d{4}-\d{2}-\d{2}(?!\d)/g;
/** The trunk prefix that is not dialled from abroad. */
const trunkPattern = /\(0\)/g;
const runPattern = /\+?\(?\d+(?:[ \u00a0().\-/]{1,3}\d+)*/g;

/**
 * Everything in a text that may be a telephone number of the usual length: digits, with a space, a
 * bracket, a dot, a hyphen or a slash between them. Where several groups stand side by side, so does
 * every row of them, since a number may stand beside other digits.
 */
export function findNumbers(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  const plain = text.replace(datePattern, ' , ').replace(trunkPattern, ' ');
  for (const [run] of plain.matchAll(runPattern)) {
    const groups = run.match(/\d+/g) ?? [];
    const isInternational = run.startsWith('+');
    const isWhole = isInternational || run.startsWith('00');
    let before = 0;
    groups.forEach((start, first) => {
      let digits = '';
      for (const group of groups.slice(first)) {
        digits += group;
        if (digits.length > mostDigits) break;
        if (digits.length < fewestDigits) continue;
        // The end of an international number is no number of its own.
        if (first > 0 && isWhole && before + digits.length <= longestNumber) continue;
        found.push({ digits, isInternational: first === 0 && isInternational });
      }
      before += start.length;
    });
  }
  return found;
}

/** The number that a text as a whole is; `null` when it holds more than a number. */
export function wholeNumber(text: string): FoundNumber | null {
  const own = text.trim();
  if (!/^\+?[\d\s().\-/]*\d[\d\s().\-/]*$/.test(own)) return null;
  const digits = own.replace(trunkPattern, '').replace(/\D/g, '');
  return { digits, isInternational: own.startsWith('+') };
}
