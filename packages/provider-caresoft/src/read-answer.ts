import { type Page, RateLimitError, VendorResponseError } from '@cdr/core';
import {
  type FailureDescription,
  type ParsedRows,
  parseJson,
  parseRows,
  textOrNull,
} from '@cdr/provider-kit';
import { z } from 'zod';

const frameSchema = z.object({
  code: z.string(),
  message: z.string().nullish(),
  numFound: z.union([z.string(), z.number()]).nullish(),
});
const withoutCallsSchema = z.object({ calls: z.null().optional() });

const minuteMs = 60_000;
/** What the documents name; a wait without a number is taken for as long. */
const documentedStopMinutes = 15;
/** The message of a refusal, whether or not it is JSON: the documents' 429 is none. */
const messageShape = /"?message"?\s*:\s*"([^"]*)"/;
const stopShape = /too many times(?:\D*(\d{1,4})\s*min)?/i;

/** A page of the call list, whose total is always told. */
export interface CallPage extends Page {
  total: number;
}

/**
 * Reads one answer of the call list. Throws for all that isn't a page with its total, such as an error
 * that comes with status 200.
 */
export function readAnswer(text: string): CallPage {
  const { json, rows, texts } = readRows(text);
  const { code, message, numFound } = frameSchema.parse(json);
  if (code.toLowerCase() !== 'ok') throw failureOf(message ?? '');
  const total = textOrNull(numFound);
  if (total === null || !/^\d{1,15}$/.test(total)) {
    throw new VendorResponseError({ what: 'The answer tells no numFound' });
  }
  if (rows !== null) return { rows, texts, total: Number(total) };
  // A page without calls may have no list: where there should be calls, the total tells.
  if (withoutCallsSchema.safeParse(json).success) return { rows: [], texts, total: Number(total) };
  throw new VendorResponseError({ what: 'The answer has no list "calls"' });
}

/**
 * The wait that a refusal asks for. A 404 may be one: whoever goes on asking after being refused for
 * asking too often is told that the domain is incorrect, and not listened to for a while.
 */
export function readWait(status: number, bodyText: string): number | null {
  const match = status === 404 ? stopShape.exec(bodyText) : null;
  return match === null ? null : Number(match[1] ?? documentedStopMinutes) * minuteMs;
}

/** Words for a refusal. Addresses in them are left out, since those of recordings carry their key. */
export function describeRefusal(status: number, bodyText: string): FailureDescription {
  const message = messageShape.exec(bodyText)?.[1]?.replaceAll(/\w+:\/\/\S+/g, '…');
  const what = message === undefined ? {} : { what: message };
  const waitMs = readWait(status, bodyText);
  if (waitMs !== null) {
    const minutes = waitMs / minuteMs;
    return {
      ...what,
      todo: `CareSoft was asked too often and answers nothing for a while. What was read is stored: sync again in ${minutes} minutes, and it goes on from there`,
    };
  }
  if (status === 404)
    return { ...what, todo: 'Check domain and baseUrl: there is no such account' };
  if (status === 401) return { ...what, todo: 'Check token, and that it belongs to domain' };
  return what;
}

function readRows(text: string): Omit<ParsedRows, 'rows'> & { rows: ParsedRows['rows'] | null } {
  try {
    return parseRows(text, 'calls');
  } catch {
    return { json: parseJson(text), rows: null, texts: [] };
  }
}

/** Refusals that come with status 200. Their words stay behind: they may quote anything. */
function failureOf(message: string): Error {
  return /too many/i.test(message)
    ? new RateLimitError({ what: 'The vendor was asked too often' })
    : new VendorResponseError({ what: 'The answer says that it is an error' });
}
