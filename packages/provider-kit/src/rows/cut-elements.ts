const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const space = 0x20;

/**
 * Where the array begins in a text that `JSON.parse` accepts: its first bracket, or that of the
 * top-level member `key`; of repeated keys the last, as `JSON.parse` takes it.
 */
export function findArray(text: string, key?: string): number {
  const start = skipSpace(text, 0);
  if (key === undefined) return start;
  let found = -1;
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) === quote) {
    const keyEnd = skipString(text, at);
    const name: unknown = JSON.parse(text.slice(at, keyEnd));
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (name === key) found = value;
    const end = skipSpace(text, skipValue(text, value));
    at = skipSpace(text, end + 1);
  }
  return found;
}

/** The source texts of the `count` elements of the array that begins at `start`. */
export function cutElements(text: string, start: number, count: number): string[] {
  const texts: string[] = [];
  let at = start + 1;
  for (let index = 0; index < count; index += 1) {
    const from = skipSpace(text, at);
    const to = skipValue(text, from);
    texts.push(text.slice(from, to));
    at = skipSpace(text, to) + 1;
  }
  return texts;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= space) at += 1;
  return at;
}

/** The index after the string whose opening quote stands at `start`. */
function skipString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash) at += 1;
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
