const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const space = 0x20;

/** The elements of an array in the text, and the index after its closing bracket. */
interface CutArray {
  texts: string[];
  end: number;
}

/**
 * The source texts of `elements`, which `JSON.parse(text)` gave: as the text's own elements, or as
 * those of its top-level member `key` (of repeated members the last, as `JSON.parse` takes it).
 */
export function cutElements(
  text: string,
  elements: readonly unknown[],
  key: string | undefined,
): string[] {
  const start = skipSpace(text, 0);
  if (key === undefined) return cutArray(text, start, elements).texts;
  let texts: string[] = [];
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) === quote) {
    const keyEnd = skipString(text, at);
    const name: unknown = JSON.parse(text.slice(at, keyEnd));
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (name === key && text.charCodeAt(value) === openBracket) {
      const cut = cutArray(text, value, elements);
      texts = cut.texts;
      at = cut.end;
    } else {
      at = skipValue(text, value);
    }
    at = skipSpace(text, skipSpace(text, at) + 1);
  }
  return texts;
}

function cutArray(text: string, start: number, elements: readonly unknown[]): CutArray {
  return cutFlatObjects(text, start, elements) ?? cutAnything(text, start);
}

/**
 * The quick way, for rows without lists of objects inside. Whatever parts two objects looks like
 * `},{`, and the search goes to the end of the text: when it finds as many as there are gaps between
 * the elements, it has found these and nothing else. Only an array of one object that a repeated
 * member replaces later could pass for the right one; the end of its first element gives it away.
 */
function cutFlatObjects(
  text: string,
  start: number,
  elements: readonly unknown[],
): CutArray | null {
  const last = elements.length - 1;
  if (last < 0 || !elements.every(isPlainObject)) return null;
  const texts: string[] = [];
  const first = skipSpace(text, start + 1);
  let from = first;
  for (let at = text.indexOf('}', first); at !== -1; at = text.indexOf('}', at + 1)) {
    const between = skipSpace(text, at + 1);
    if (text.charCodeAt(between) !== comma) continue;
    const next = skipSpace(text, between + 1);
    if (text.charCodeAt(next) !== openBrace) continue;
    if (texts.length === last) return null;
    texts.push(text.slice(from, at + 1));
    from = next;
  }
  if (texts.length !== last || text.charCodeAt(first) !== openBrace) return null;
  const end = skipValue(text, from);
  texts.push(text.slice(from, end));
  const close = skipSpace(text, end);
  const isWhole = texts[0]?.length === skipValue(text, first) - first;
  return isWhole && text.charCodeAt(close) === closeBracket ? { texts, end: close + 1 } : null;
}

function isPlainObject(element: unknown): boolean {
  return typeof element === 'object' && element !== null && !Array.isArray(element);
}

function cutAnything(text: string, start: number): CutArray {
  const texts: string[] = [];
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) !== closeBracket) {
    const end = skipValue(text, at);
    texts.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1);
  }
  return { texts, end: at + 1 };
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= space) at += 1;
  return at;
}

/** The index after the string whose opening quote stands at `start`. */
function skipString(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end + 1;
    at = end + 1;
  }
}

/** The index after the value that begins at `start`. */
function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return skipString(text, start);
  if (first !== openBrace && first !== openBracket) return skipScalar(text, start);
  let depth = 0;
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = skipString(text, at) - 1;
    else if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
}

/** The index after a number, `true`, `false` or `null`. */
function skipScalar(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= space || code === comma || code === closeBracket || code === closeBrace) return at;
  }
  return text.length;
}
