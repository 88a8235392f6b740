/** What XML has other signs for, what it can't hold at all, and what would be read as an escape of such. */
const special = /[&<>"\ufffe\uffff]|(?![\t\n])\p{Cc}|_(?=x[0-9a-fA-F]{4}_)/u;
const allSpecial = new RegExp(special, 'gu');
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A text as spreadsheets have it in XML: control characters, which XML can't hold, as `_x0001_`
 * (ECMA-376, part 1, 22.9.2.19).
 */
export function xmlText(text: string): string {
  return special.test(text) ? text.replace(allSpecial, escaped) : text;
}

function escaped(sign: string): string {
  const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return entities[sign] ?? `_x${code}_`;
}
