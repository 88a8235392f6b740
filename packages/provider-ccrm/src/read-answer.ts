import { AuthError, type Page, RateLimitError, VendorResponseError } from '@cdr/core';
import {
  type FailureDescription,
  type ParsedRows,
  parseJson,
  parseRows,
  textOrNull,
} from '@cdr/provider-kit';
import { z } from 'zod';

/** What frames the rows of both lists. */
const frameSchema = z.object({
  /** A boolean in one table, text in the other. */
  success: z.union([z.boolean(), z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
  otherData: z.object({ totalCount: z.union([z.string(), z.number()]).nullish() }).nullish(),
});
const messageSchema = z.object({ message: z.string() });
const withoutRowsSchema = z.object({ data: z.strictObject({}).nullish() });

const unauthorizedTodo =
  'It says so of a wrong key, of an address that the key may not be used from, and where the API ' +
  'is not switched on: check token, the list of authorised addresses and the API in the Telecube panel';

/**
 * Reads one answer of a list. Throws for all that isn't a page with its total, such as an error that
 * comes with status 200.
 */
export function readAnswer(text: string): Page {
  const { json, rows, texts } = readRows(text);
  const { success, message, otherData } = frameSchema.parse(json);
  if (isFailure(success)) throw failureOf(message ?? '');
  const totalCount = textOrNull(otherData?.totalCount);
  if (totalCount === null || !/^\d{1,15}$/.test(totalCount)) {
    throw new VendorResponseError({ what: 'The answer tells no totalCount' });
  }
  const total = Number(totalCount);
  if (rows !== null) return { rows, texts, total };
  // Of no rows there may be no list: the sample writes one without files as `{}`.
  if (total === 0 && withoutRowsSchema.safeParse(json).success) return { rows: [], texts, total };
  throw new VendorResponseError({ what: 'The answer has no list "data"' });
}

/** Whether a refusal is one of too many requests: the vendor answers them with 403. */
export function isRateLimit(status: number, bodyText: string): boolean {
  return status === 403 && namesLimit(messageOf(bodyText));
}

/** Words for a refusal; for 401 all that it may mean. Throws on bodies without a message. */
export function describeRefusal(status: number, bodyText: string): FailureDescription {
  return status === 401 ? { todo: unauthorizedTodo } : { what: messageOf(bodyText) };
}

function readRows(text: string): Omit<ParsedRows, 'rows'> & { rows: ParsedRows['rows'] | null } {
  try {
    return parseRows(text, 'data');
  } catch {
    return { json: parseJson(text), rows: null, texts: [] };
  }
}

function isFailure(success: z.infer<typeof frameSchema>['success']): boolean {
  return success === false || success === 0 || /^(?:false|0)$/i.test(String(success));
}

/** Refusals that come with status 200. Their words stay behind: they may quote anything. */
function failureOf(message: string): Error {
  if (namesLimit(message)) return new RateLimitError({ what: 'The vendor was asked too often' });
  if (/unauthori[sz]ed/i.test(message)) {
    return new AuthError({ what: 'The vendor lets nobody in', todo: unauthorizedTodo });
  }
  return new VendorResponseError({ what: 'The answer says that it is none' });
}

function messageOf(bodyText: string): string {
  return messageSchema.parse(JSON.parse(bodyText)).message;
}

/** "Request limit has been exceeded", in whatever words. */
function namesLimit(message: string): boolean {
  return /\blimit\b/i.test(message);
}
