/** What JavaScript takes for white space, sign by sign: `\s` means less elsewhere. */
const space = '\\t\\n\\v\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/**
 * Which texts a spreadsheet would take for something else, as regular expressions that JavaScript
 * and RE2 read alike, so that databases can go by them too. A text is marked when it matches one of
 * `marked`, or `numberLike` and not `plainNumber`; none that doesn't match `suspicious` does.
 */
export const spreadsheetRules = {
  /** Most cells begin with a letter, and exports have millions. */
  suspicious: `^[${space}0-9'=+\\-@.,:/%＝＋－＠]`,
  /** Begins with an apostrophe, or as a formula may. */
  marked: [`^'`, `^[${space}]*[=+\\-@＝＋－＠]`, '^[\\t\\r\\n]'],
  /** A number or a date, however written. Each sign can be read in one way alone: long texts take no ages. */
  numberLike: `^[.,:/\\-%${space}]*[0-9][0-9.,:/\\-%${space}]*([eE][+\\-]?[0-9]+[${space}]*)?$`,
  /** Kept digit by digit. */
  plainNumber: '^(0|[1-9][0-9]{0,10})$',
  /** An exact decimal number: what a column of such holds besides is a text. */
  decimal: '^-?[0-9]+([.][0-9]+)?$',
} as const;

const suspicious = new RegExp(spreadsheetRules.suspicious);
const marked = new RegExp(spreadsheetRules.marked.join('|'));
const numberLike = new RegExp(spreadsheetRules.numberLike);
const plainNumber = new RegExp(spreadsheetRules.plainNumber);

/**
 * A text as a cell that a spreadsheet shows unchanged and never runs. Texts that would start a
 * formula, or that would turn into another number or into a date (`+4672…`, `0701…`, `1.50`,
 * `1-2`), get an apostrophe in front, and so do texts that begin with one: to read the cell back,
 * take one leading apostrophe away.
 */
export function spreadsheetText(text: string): string {
  if (!suspicious.test(text)) return text;
  const isMarked = marked.test(text) || (numberLike.test(text) && !plainNumber.test(text));
  return isMarked ? `'${text}` : text;
}
