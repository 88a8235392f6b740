import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();
const plain = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f]*$/;
const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  // Most texts, and much cheaper.
  return plain.test(text) ? text.length : stringWidth(text);
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
    const more = displayWidth(segment);
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
