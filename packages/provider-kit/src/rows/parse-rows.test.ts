import { VendorResponseError } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRows } from './parse-rows.ts';

/** Letters that a scanner might trip over, more often than chance would have them. */
const trickyText = fc.oneof(
  fc.constantFrom(
    '"',
    '\\',
    '\\"',
    '},{',
    '}, {',
    '],[',
    '[]',
    '{}',
    '":',
    ',',
    '\u2028',
    '😀',
    'ł',
    '',
  ),
  fc.string({
    unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', 'a', 'é', '\n'),
  }),
  fc.string(),
);
/**
 * No backslash in keys: V8 13.6 (Node 24) may read the key `"\""` as a backslash when an object
 * parsed before had that key.
 */
const trickyKey = trickyText.map((text) => text.replaceAll('\\', '/'));
const trickyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    trickyText,
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(trickyKey, tie('value'), { maxKeys: 4 }),
}));
const rowList = fc.oneof(
  fc.array(trickyJson.object, { maxLength: 6 }),
  fc.array(trickyJson.value, { maxLength: 6 }),
);

/** JSON text of a value, with white space where JSON allows it. */
function write(value: unknown, space: () => string): string {
  const parts = (open: string, items: string[], close: string) =>
    `${open}${space()}${items.join(`${space()},${space()}`)}${space()}${close}`;
  if (Array.isArray(value)) {
    return parts(
      '[',
      value.map((item) => write(item, space)),
      ']',
    );
  }
  if (typeof value === 'object' && value !== null) {
    const member = ([key, item]: [string, unknown]) =>
      `${JSON.stringify(key)}${space()}:${space()}${write(item, space)}`;
    return parts('{', Object.entries(value).map(member), '}');
  }
  return JSON.stringify(value);
}

const spaces = fc.infiniteStream(fc.constantFrom('', '', ' ', '\n', '\r\n\t'));

describe('parseRows', () => {
  it('cuts out of any list texts that parse to its rows, and nothing but white space between', () => {
    fc.assert(
      fc.property(rowList, spaces, (list, space) => {
        const nextSpace = () => space.next().value;
        const text = `${nextSpace()}${write(list, nextSpace)}${nextSpace()}`;
        const { rows, texts } = parseRows(text);
        expect(rows).toEqual(JSON.parse(text));
        expect(texts.map((own) => JSON.parse(own))).toEqual(rows);
        let rest = text;
        for (const own of texts) {
          const at = rest.indexOf(own);
          expect(rest.slice(0, at)).toMatch(/^\s*[[,]\s*$/);
          rest = rest.slice(at + own.length);
        }
        expect(rest).toMatch(texts.length === 0 ? /^\s*\[\s*\]\s*$/ : /^\s*\]\s*$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the list under its key, among any other members and repeated ones', () => {
    const key = 'result';
    const name = fc.oneof(fc.constantFrom(key, 'count', 'res\\u0075lt', '"result"'), trickyKey);
    const member = fc.tuple(name, fc.oneof(rowList, trickyJson.value));
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), spaces, (members, space) => {
        const nextSpace = () => space.next().value;
        const named = members.map(([own, value]) => `${quote(own)}:${write(value, nextSpace)}`);
        const text = `{${named.join(',')}}`;
        const expected: unknown = Object.getOwnPropertyDescriptor(JSON.parse(text), key)?.value;
        if (!Array.isArray(expected)) {
          expect(() => parseRows(text, key)).toThrow(VendorResponseError);
          return;
        }
        const { rows, texts } = parseRows(text, key);
        expect(rows).toEqual(expected);
        expect(texts.map((own) => JSON.parse(own))).toEqual(rows);
      }),
      { numRuns: 3000 },
    );
  });

  /** The one name that is written with an escape spells the key too. */
  function quote(name: string): string {
    return name === 'res\\u0075lt' ? `"${name}"` : JSON.stringify(name);
  }

  it('keeps what parsing loses', () => {
    const rows = [
      '{"id": 1416225570.340 ,"n":1.10}',
      '{"id":12345678901234567890}',
      '{"a":1,"a":2}',
    ];
    expect(parseRows(`[${rows.join(' , ')}]`).texts).toEqual(rows);
    expect(parseRows(`{"result":[${rows.join(',')}],"count":3}`, 'result').texts).toEqual(rows);
  });

  it('is not taken in by gaps inside strings and inside nested lists', () => {
    const rows = ['{"name":"},{"}', '{"legs":[{"n":1},{"n":2}]}', '{}'];
    expect(parseRows(`[${rows.join(',')}]`).texts).toEqual(rows);
    expect(parseRows(`[${rows.join(' , ')}]`).texts).toEqual(rows);
    expect(parseRows('[{"a":"},{"} ]').texts).toEqual(['{"a":"},{"}']);
    expect(parseRows('{"rows":[1,2],"legs":[{"a":1},{"a":2}]}', 'rows').texts).toEqual(['1', '2']);
  });

  it('takes the last of repeated lists, as JSON.parse does', () => {
    for (const first of ['[]', '[{"a":1}]', '[{"a":1},2]', '[{"a":1},{"b":1}]', '"x"']) {
      for (const last of [['{"b":2}'], ['{"b":2}', '{"c":3}'], []]) {
        const text = `{"rows":${first},"rows":[${last.join(',')}]}`;
        expect(parseRows(text, 'rows').texts).toEqual(last);
      }
    }
  });

  it('gives the whole answer too', () => {
    const { json, rows } = parseRows('{"count":2,"result":[{"a":1},{"a":2}]}', 'result');
    expect(json).toEqual({ count: 2, result: rows });
  });

  it.each([
    ['{"error":"busy"}', 'result', 'The answer has no list "result"'],
    ['{"result":{}}', 'result', 'The answer has no list "result"'],
    ['null', 'result', 'The answer has no list "result"'],
    ['{}', 'constructor', 'The answer has no list "constructor"'],
    ['{}', undefined, 'The answer is not a list'],
    ['<html>', undefined, 'The answer is a web page or XML, not JSON'],
    ['[{"number":"+48221234567"', undefined, 'The answer is JSON cut off or broken'],
  ])('refuses %s', (text, key, what) => {
    expect(() => parseRows(text, key)).toThrow(new VendorResponseError({ what }));
  });
});
