const suspicious = /^[\s\d'=+\-@.,:/%＝＋－＠]/u;
const formulaStart = /^\s*[=+\-@\t\r\n＝＋－＠]/u;
const numberLike = /^\s*[\d.,:/\-\s%]*\d[\d.,:/\-\s%]*(?:[eE][+-]?\d+)?\s*$/;
const keptAsNumber = /^(?:0|[1-9]\d{0,10})$/;

/**
 * A text as a cell that a spreadsheet shows unchanged and never runs. Texts that would start a
 * formula, or that would turn into another number or into a date (`+4672…`, `0701…`, `1.50`,
 * `1-2`), get an apostrophe in front, and so do texts that begin with one: to read the cell back,
 * take one leading apostrophe away.
 */
export function spreadsheetText(text: string): string {
  // Most cells begin with a letter, and exports have millions.
  if (!suspicious.test(text)) return text;
  const isMarked =
    text.startsWith("'") ||
    formulaStart.test(text) ||
    (numberLike.test(text) && !keptAsNumber.test(text));
  return isMarked ? `'${text}` : text;
}
