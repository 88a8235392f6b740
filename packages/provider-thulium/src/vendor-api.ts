import {
  type CallSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  zoneOf,
} from '@cdr/core';
import { answerJson, type BasicCredentials, readBasicCredentials } from '@cdr/provider-kit';
import { connectionsPath, maxPageSize } from './api.ts';
import {
  type ConnectionQuery,
  type DateReadings,
  readConnectionQuery,
} from './connection-query.ts';
import { type ConnectionRow, fromCall } from './from-call.ts';
import { createRecordings, type RecordingOptions } from './vendor-recordings.ts';
import { type IdForms, writeConnection } from './write-connection.ts';

/** How the served Thulium behaves where its documents leave room. */
export interface ThuliumApiOptions
  extends VendorApiOptions,
    Partial<DateReadings>,
    Partial<RecordingOptions> {
  /** Who is let in, default `api_user` and `api_pass`; `null`: everybody, for hosts that check keys themselves. */
  credentials?: BasicCredentials | null;
  /** Most rows in one answer, default 100. */
  pageCap?: number;
  /** Default `documented`. */
  ids?: IdForms;
}

const defaultCredentials: BasicCredentials = { username: 'api_user', password: 'api_pass' };

/**
 * Thulium's call list over somebody's calls: newest first, cut to the minute. Calls that the
 * vendor's clock hasn't reached, faxes and text messages are left out. Recordings are made up.
 */
export function createVendorApi(calls: CallSource, options: ThuliumApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? 'Europe/Warsaw');
  const { credentials = defaultCredentials, pageCap = maxPageSize, ids = 'documented' } = options;
  const readings: DateReadings = {
    dateTo: options.dateTo ?? 'point',
    dateOnlyTo: options.dateOnlyTo ?? 'midnight',
    fold: options.fold ?? 'earlier',
  };
  const recordings = createRecordings(calls, { zone, ...options });
  let requests = 0;

  function answerError(
    status: number,
    message: string,
    headers?: Record<string, string>,
  ): Response {
    const body = { request_id: `cdr-${requests}`, errors: [{ message, code: status }] };
    return answerJson(status, JSON.stringify(body), headers);
  }

  async function findPage(
    query: ConnectionQuery,
  ): Promise<{ count: number; rows: ConnectionRow[] }> {
    const { filter, matches, offset, limit } = query;
    const rows: ConnectionRow[] = [];
    if (matches === null) {
      const count = await calls.count(filter);
      for await (const batch of calls.read({ filter, order: 'desc', offset, limit })) {
        for (const call of batch) rows.push(fromCall(call, zone));
      }
      return { count, rows };
    }
    let count = 0;
    for await (const batch of calls.read({ filter, order: 'desc' })) {
      for (const call of batch) {
        const row = fromCall(call, zone);
        if (!matches(row)) continue;
        if (count >= offset && rows.length < limit) rows.push(row);
        count += 1;
      }
    }
    return { count, rows };
  }

  return async (request) => {
    requests += 1;
    const url = new URL(request.url);
    const filename = recordings.filenameIn(url);
    if (!url.pathname.endsWith(connectionsPath) && filename === null) {
      return answerError(404, 'No such resource');
    }
    if (request.method !== 'GET') return answerError(405, 'Only GET', { allow: 'GET' });
    if (credentials !== null && !isSame(readBasicCredentials(request), credentials)) {
      return answerError(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="Thulium"' });
    }
    if (filename !== null) {
      const answer = await recordings.answer(filename, request);
      return answer ?? answerError(404, 'No such recording');
    }
    const context = { zone, readings, now: options.now(), pageCap };
    const query = readConnectionQuery(url.searchParams, context);
    if (typeof query === 'string') return answerError(400, `Invalid value of ${query}`);
    const { count, rows } = await findPage(query);
    const texts = rows.map((row) => writeConnection(row, query, ids));
    return answerJson(200, `{"count":${count},"result":[${texts.join(',')}]}`);
  };
}

/** How to reach a Thulium of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const { username, password } = defaultCredentials;
  const base = baseUrl.replace(/\/+$/, '');
  return {
    options: { baseUrl, username, password },
    curl: `curl -u ${username}:${password} "${base}${connectionsPath}?limit=3"`,
  };
}

function isSame(given: BasicCredentials | null, wanted: BasicCredentials): boolean {
  return given?.username === wanted.username && given.password === wanted.password;
}
