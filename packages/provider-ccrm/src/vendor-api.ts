import {
  type CallSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  zoneOf,
} from '@cdr/core';
import { answerJson, readBearerToken } from '@cdr/provider-kit';
import { historyPath, maxPageSize, rateLimitMessage } from './api.ts';
import { fromCall } from './from-call.ts';
import { type DateReadings, readHistoryQuery } from './history-query.ts';
import { type WritingForms, writeEvent } from './write-event.ts';

/** How the served CCRM behaves where its documents leave room. */
export interface CcrmApiOptions
  extends VendorApiOptions,
    Partial<DateReadings>,
    Partial<WritingForms> {
  /** Who is let in, default `api_key`; `null`: everybody, for hosts that check keys themselves. */
  token?: string | null;
  /** Rows of a page, default 1000. */
  pageCap?: number;
  /** Default `desc`. */
  order?: 'asc' | 'desc';
  /** How `success` is written. Default `boolean`. */
  success?: 'boolean' | 'text';
  /** Requests in a second after which others are refused, default 20, unverified. Needs `elapsedMs`. */
  requestsPerSecond?: number;
}

const defaultToken = 'api_key';
const defaultRequestsPerSecond = 20;

/**
 * CCRM's contact history over somebody's calls: calls, SMS and faxes up to the vendor's clock, told
 * to the second.
 */
export function createVendorApi(calls: CallSource, options: CcrmApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? 'Europe/Warsaw');
  const { token = defaultToken, pageCap = maxPageSize, order = 'desc' } = options;
  const readings: DateReadings = {
    dateFrom: options.dateFrom ?? 'inclusive',
    dateTo: options.dateTo ?? 'second',
    fold: options.fold ?? 'earlier',
  };
  const forms: WritingForms = {
    words: options.words ?? 'upper',
    parties: options.parties ?? 'objects',
    numbers: options.numbers ?? 'integers',
    externalNumber: options.externalNumber ?? 'party',
  };
  const isTooFast = createRequestCounter(options);

  function answerError(status: number, message: string, headers?: Record<string, string>) {
    return answerJson(status, frameOf(false, `"message":${JSON.stringify(message)}`), headers);
  }

  function frameOf(success: boolean, members: string): string {
    const written = options.success === 'text' ? `"${success}"` : String(success);
    return `{"success":${written},${members}}`;
  }

  function answerList(texts: readonly string[], totalCount: number): Response {
    const members = `"data":[${texts.join(',')}],"otherData":{"totalCount":${totalCount}}`;
    return answerJson(200, frameOf(true, `${members},"message":"OK"`));
  }

  async function answerHistory(params: URLSearchParams): Promise<Response> {
    const query = readHistoryQuery(params, { zone, readings, now: options.now(), pageCap });
    if (typeof query === 'string') return answerError(400, `${query} is missing or invalid`);
    const { filter, offset, limit } = query;
    const totalCount = await calls.count(filter);
    const texts: string[] = [];
    for await (const batch of calls.read({ filter, order, offset, limit })) {
      for (const call of batch) texts.push(writeEvent(fromCall(call, zone), forms));
    }
    return answerList(texts, totalCount);
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (token !== null && readBearerToken(request) !== token) {
      return answerError(401, 'Unauthorized');
    }
    if (isTooFast()) return answerError(403, rateLimitMessage);
    if (!pathname.endsWith(historyPath)) return answerError(404, 'Not found');
    if (request.method !== 'GET') return answerError(405, 'Only GET', { allow: 'GET' });
    return answerHistory(searchParams);
  };
}

/** How to reach a CCRM of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const base = baseUrl.replace(/\/+$/, '');
  const query = 'dateFrom=$(date +%F)%2000:00:00&dateTo=$(date +%F)%2023:59:59';
  return {
    options: { baseUrl, token: defaultToken },
    curl: `curl -H "Authorization: Bearer ${defaultToken}" "${base}${historyPath}?${query}"`,
  };
}

/** Counts a request, and tells whether it is one too many for its second. */
function createRequestCounter({
  elapsedMs,
  requestsPerSecond = defaultRequestsPerSecond,
}: CcrmApiOptions): () => boolean {
  if (elapsedMs === undefined) return () => false;
  let second = Number.NaN;
  let requests = 0;
  return () => {
    const current = Math.floor(elapsedMs() / 1000);
    requests = current === second ? requests + 1 : 1;
    second = current;
    return requests > requestsPerSecond;
  };
}
