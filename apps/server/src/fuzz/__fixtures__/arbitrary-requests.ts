import fc from 'fast-check';
import type { JsonSchema, Operation } from './api-document.ts';
import type { RawRequest } from './send-raw.ts';

/** What is worth asking for, and with what. */
export interface Vocabulary {
  /** Names of things that are there. */
  words: readonly string[];
  /** Values of the header `Authorization`. */
  authorizations: readonly string[];
}

/** What has broken programs before. */
const nasty = [
  ...['', ' ', '0', '-1', '1e309', 'NaN', 'null', 'true', '[]', '{}', '"', "' OR 1=1 --", '%', '_'],
  ...['../../etc/passwd', '%00', '\u0000', '\ufeff', '\u202e', '🙂', 'ı', 'ﬀ', '__proto__'],
  ...['constructor', 'toString', 'a,b,,c', ':', '::', 'x'.repeat(3000), '9'.repeat(400)],
  ...['2024-03-01', '2024-03-01T08:00:00Z', '2024-03-31T02:30', '0000-00-00', '2024-02-30'],
  ...['9999-12-31T23:59:59.999Z', '-271821-04-20', '+275760-09-13T00:00:00Z', '1969-12-31'],
  ...['Europe/Warsaw', 'UTC', 'Mars/Olympus', '+02:00', 'P1D', 'a.b', '.', '~', '*'],
];

/** Texts, sensible and not. */
function anyText({ words }: Pick<Vocabulary, 'words'>): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...words), weight: 3 },
    fc.constantFrom(...nasty),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.integer().map(String),
  );
}

/** A text as a schema wants it, or nearly so. */
function textFor(schema: JsonSchema, vocabulary: Vocabulary): fc.Arbitrary<string> {
  const texts = anyText(vocabulary);
  const { enum: choices, items, minimum, maximum } = schema;
  if (Array.isArray(choices)) {
    return fc.oneof({ arbitrary: fc.constantFrom(...choices.map(String)), weight: 4 }, texts);
  }
  if (typeof items === 'object' && items !== null) return textFor({ ...items }, vocabulary);
  if (typeof minimum === 'number' && typeof maximum === 'number') {
    const numbers = fc.integer({ min: minimum - 1, max: maximum + 1 }).map(String);
    return fc.oneof({ arbitrary: numbers, weight: 4 }, texts);
  }
  return texts;
}

/** As it belongs into an address, or with an escape that is none. */
function escaped(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: texts.map(encodeURIComponent), weight: 12 },
    fc.constantFrom('%', '%zz', '%ff', '%c3%28', '+', '%2F..%2F'),
  );
}

function queryOf(
  parameters: readonly { name: string; schema: JsonSchema }[],
  vocabulary: Vocabulary,
): fc.Arbitrary<string> {
  const stray = fc.tuple(escaped(anyText(vocabulary)), escaped(anyText(vocabulary)));
  const known = parameters.map(({ name, schema }) =>
    escaped(textFor(schema, vocabulary)).map((value) => [name, value] as const),
  );
  const pair = fc.oneof(...known.map((arbitrary) => ({ arbitrary, weight: 4 })), {
    arbitrary: stray,
    weight: 1,
  });
  return fc
    .array(pair, { maxLength: 5 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
}

function headersOf({ authorizations }: Vocabulary): fc.Arbitrary<Record<string, string>> {
  return fc.record(
    {
      authorization: fc.constantFrom(...authorizations),
      accept: fc.constantFrom(
        ...['*/*', 'application/json', 'application/x-ndjson', 'text/html', ';q=', 'text/*;q=0'],
      ),
      'accept-encoding': fc.constantFrom('gzip', 'br', 'identity;q=0', 'nothing'),
      'if-none-match': fc.constantFrom('*', 'W/"x"', '"'),
      range: fc.constantFrom('bytes=0-0', 'bytes=-5', 'bytes=9-1', 'lines=1'),
      'content-type': fc.constantFrom('application/json', 'text/plain', 'x', 'application/json;'),
    },
    { requiredKeys: ['authorization'] },
  );
}

function bodyOf(method: string, vocabulary: Vocabulary): fc.Arbitrary<string | null> {
  if (method === 'GET' || method === 'HEAD') return fc.constant(null);
  const json = fc.oneof(fc.json(), fc.dictionary(anyText(vocabulary), anyText(vocabulary)));
  return fc.oneof(
    fc.constant(null),
    json.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
    anyText(vocabulary),
  );
}

/** Requests of one operation, right and wrong. */
export function requestsOf(operation: Operation, vocabulary: Vocabulary): fc.Arbitrary<RawRequest> {
  const { method, path, parameters } = operation;
  const places = parameters.filter((own) => own.in === 'path');
  const values = fc.tuple(...places.map(({ schema }) => escaped(textFor(schema, vocabulary))));
  const query = queryOf(
    parameters.filter((own) => own.in === 'query'),
    vocabulary,
  );
  return fc
    .tuple(values, query, headersOf(vocabulary), bodyOf(method, vocabulary))
    .map(([filled, search, headers, body]) => {
      const address = places.reduce(
        (text, { name }, index) => text.replace(`{${name}}`, () => filled[index] ?? ''),
        path,
      );
      return { method, path: search === '' ? address : `${address}?${search}`, headers, body };
    });
}

/** Requests of any kind below one of some paths. */
export function requestsBelow(
  paths: readonly string[],
  names: readonly string[],
  vocabulary: Vocabulary,
): fc.Arbitrary<RawRequest> {
  const query = queryOf(
    names.map((name) => ({ name, schema: {} })),
    vocabulary,
  );
  const path = fc
    .tuple(
      fc.constantFrom(...paths),
      fc.oneof(
        { arbitrary: fc.constant(''), weight: 4 },
        escaped(anyText(vocabulary)).map((text) => `/${text}`),
      ),
    )
    .map(([known, more]) => known + more);
  const methods = ['GET', 'GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];
  return fc.constantFrom(...methods).chain((method) =>
    fc
      .tuple(path, query, headersOf(vocabulary), bodyOf(method, vocabulary))
      .map(([address, search, headers, body]) => ({
        method,
        path: search === '' ? address : `${address}?${search}`,
        headers,
        body,
      })),
  );
}
