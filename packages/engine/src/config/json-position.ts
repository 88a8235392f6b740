/** The first place at which a text stops being JSON. */
export interface JsonFault {
  /** Both count from 1. */
  line: number;
  column: number;
  /** What should have been there. */
  expected: string;
}

const spaces = /[ \t\n\r]*/y;
// Of the control characters, JSON forbids those below the space alone.
const string = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/** A fault on its way up; never leaves this file. */
interface Stop {
  offset: number;
  expected: string;
}

/**
 * Finds where JSON goes wrong, in words that repeat nothing of the text: what the engine's own
 * parser says often lacks the position, and quotes what may be a password. `null` for valid JSON.
 */
export function findJsonFault(text: string): JsonFault | null {
  const end = value(text, 0);
  let fault = typeof end === 'number' ? null : end;
  if (typeof end === 'number') {
    const rest = skip(text, end);
    if (rest < text.length) fault = { offset: rest, expected: 'nothing more after the end' };
  }
  if (fault === null) return null;
  const before = text.slice(0, fault.offset);
  return {
    line: before.split('\n').length,
    column: fault.offset - before.lastIndexOf('\n'),
    expected: fault.expected,
  };
}

function value(text: string, from: number): number | Stop {
  const start = skip(text, from);
  if (text[start] === '{') return list(text, start + 1, '}', entry);
  if (text[start] === '[') return list(text, start + 1, ']', value);
  if (text[start] === '"')
    return match(string, text, start) ?? stop(start, 'a text that ends in " on its line');
  return match(scalar, text, start) ?? stop(start, 'a value');
}

function list(
  text: string,
  from: number,
  close: string,
  item: (text: string, from: number) => number | Stop,
): number | Stop {
  let at = skip(text, from);
  if (text[at] === close) return at + 1;
  for (;;) {
    const end = item(text, at);
    if (typeof end !== 'number') return end;
    at = skip(text, end);
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') return stop(at, `a comma or "${close}"`);
    at += 1;
  }
}

function entry(text: string, from: number): number | Stop {
  const start = skip(text, from);
  const key = match(string, text, start);
  if (key === null) return stop(start, 'a key in double quotes');
  const colon = skip(text, key);
  return text[colon] === ':' ? value(text, colon + 1) : stop(colon, 'a colon');
}

function skip(text: string, from: number): number {
  return match(spaces, text, from) ?? from;
}

function match(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function stop(offset: number, expected: string): Stop {
  return { offset, expected };
}
