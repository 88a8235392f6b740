const segmenter = new Intl.Segmenter();
const wide =
  /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\uFF01-\uFF60])/u;
const plain = /^[\x20-\x7e\u00a1-\u024f]*$/;
const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in exactly `width` columns: padded, or cut with an ellipsis. */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const own = displayWidth(text);
  if (own <= width) {
    const padding = ' '.repeat(width - own);
    return align === 'right' ? padding + text : text + padding;
  }
  let cut = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const more = wide.test(segment) ? 2 : 1;
    if (used + more > width - 1) break;
    cut += segment;
    used += more;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - used - 1))}`;
}

/** Text of a vendor's, harmless on a terminal: no control characters, no changes of direction. */
export function printable(text: string): string {
  return text.replace(controls, ' ').trim();
}
