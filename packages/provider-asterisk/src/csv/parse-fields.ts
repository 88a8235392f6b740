const quote = 34;
const comma = 44;

/**
 * The fields of one record: quoted ones without their quotes, in which two stand for one. Never
 * fails: what follows a closing quote belongs to the field, and a quote that is never closed ends
 * with the text.
 */
export function parseFields(text: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = endOfField(text, at);
    const field = text.slice(at, end);
    fields.push(field.charCodeAt(0) === quote ? unquote(field) : field);
    at = end + 1;
  }
  return fields;
}

/** The first comma outside of quotes, or the end. */
function endOfField(text: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) isQuoted = !isQuoted;
    else if (code === comma && !isQuoted) return at;
  }
  return text.length;
}

function unquote(field: string): string {
  const closing = field.length > 1 && field.endsWith('"') ? -1 : undefined;
  const inner = field.slice(1, closing);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}
