import {
  type CallSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  zoneOf,
} from '@cdr/core';
import {
  answerJson,
  type BasicCredentials,
  createMatchFinder,
  createPastFilter,
  readBasicCredentials,
} from '@cdr/provider-kit';
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
  /** Who is let in, default `api_user` and `api_pass`. */
  credentials?: BasicCredentials;
  /** Most rows in one answer, default 100. */
  pageCap?: number;
  /** Default `documented`. */
  ids?: IdForms;
}

const defaultCredentials: BasicCredentials = { username: 'api_user', password: 'api_pass' };

/**
 * Thulium's call list over somebody's calls: newest first, cut to the minute. Calls that the
 * vendor's clock hasn't reached, faxes and text messages are left out. Recordings are made up, unless
 * the host has them.
 */
export function createVendorApi(calls: CallSource, options: ThuliumApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? 'Europe/Warsaw');
  const { credentials = defaultCredentials, pageCap = maxPageSize, ids = 'documented' } = options;
  const readings: DateReadings = {
    dateTo: options.dateTo ?? 'point',
    dateOnlyTo: options.dateOnlyTo ?? 'midnight',
    fold: options.fold ?? 'earlier',
  };
  const findMatches = createMatchFinder(calls);
  const pastFilter = createPastFilter(calls);
  const { keep = (_question, make) => make() } = options;
  const recordings = createRecordings(calls, { zone, ...options });
  let requests = 0;

  function isLetIn(given: BasicCredentials | null): boolean {
    if (options.gate !== undefined) return given !== null && options.gate.admits(given.password);
    return given?.username === credentials.username && given.password === credentials.password;
  }

  function answerError(
    status: number,
    message: string,
    headers?: Record<string, string>,
  ): Response {
    const body = { request_id: `cdr-${requests}`, errors: [{ message, code: status }] };
    return answerJson(status, JSON.stringify(body), headers);
  }

  async function findPage({
    filter,
    rows,
    offset,
    limit,
  }: ConnectionQuery): Promise<{ count: number; found: ConnectionRow[] }> {
    const order = 'desc';
    if (rows !== null) {
      const { matches, by } = rows;
      const { total, calls: matching } = await findMatches({
        filter,
        order,
        offset,
        limit,
        by,
        matches: (call) => matches(fromCall(call, zone)),
      });
      return { count: total, found: matching.map((call) => fromCall(call, zone)) };
    }
    const count = await calls.count(filter);
    const found: ConnectionRow[] = [];
    for await (const batch of calls.read({ filter, order, offset, limit })) {
      for (const call of batch) found.push(fromCall(call, zone));
    }
    return { count, found };
  }

  async function answerList(asked: ConnectionQuery): Promise<string> {
    // Calls that the vendor's clock hasn't reached are none.
    const query = { ...asked, filter: await pastFilter(asked.filter, options.now()) };
    return keep([query], async () => {
      const { count, found } = await findPage(query);
      const texts = found.map((row) => writeConnection(row, query, ids));
      return `{"count":${count},"result":[${texts.join(',')}]}`;
    });
  }

  return async (request) => {
    requests += 1;
    const url = new URL(request.url);
    const filename = recordings.filenameIn(url);
    if (!url.pathname.endsWith(connectionsPath) && filename === null) {
      return answerError(404, 'No such resource');
    }
    if (request.method !== 'GET') return answerError(405, 'Only GET', { allow: 'GET' });
    if (!isLetIn(readBasicCredentials(request))) {
      return answerError(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="Thulium"' });
    }
    if (filename !== null) {
      const answer = await recordings.answer(filename, request);
      return answer ?? answerError(404, 'No such recording');
    }
    const context = { zone, readings, pageCap };
    const query = readConnectionQuery(url.searchParams, context);
    if (typeof query === 'string') return answerError(400, `Invalid value of ${query}`);
    return answerJson(200, await answerList(query));
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
