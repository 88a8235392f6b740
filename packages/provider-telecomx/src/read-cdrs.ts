import { type Page, VendorResponseError } from '@cdr/core';
import { parseJson, parseRows } from '@cdr/provider-kit';
import { z } from 'zod';

/** The form of the vendor's other lists. */
const listSchema = z.looseObject({ offset: z.number(), limit: z.number() });

/**
 * Reads one answer of the call records: their list, or an object with the list beside offset and
 * limit, which is how the vendor's other lists come. A total isn't documented, and none is relied on.
 * Throws `VendorResponseError` for all else, such as an error that comes with status 200.
 */
export function readCdrs(text: string): Page {
  const { rows, texts } = parseRows(
    text,
    text.trimStart().startsWith('{') ? listKey(text) : undefined,
  );
  return { rows, texts, total: null };
}

function listKey(text: string): string {
  const parsed = listSchema.safeParse(parseJson(text));
  const [key, ...others] = Object.entries(parsed.data ?? {}).flatMap(([name, value]) =>
    Array.isArray(value) ? [name] : [],
  );
  if (key !== undefined && others.length === 0) return key;
  throw new VendorResponseError({ what: 'The answer has no list of call records' });
}
