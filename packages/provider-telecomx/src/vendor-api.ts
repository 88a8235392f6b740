import {
  type CallSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  zoneOf,
} from '@cdr/core';
import { answerJson, type BasicCredentials } from '@cdr/provider-kit';
import { answerError, answerInvalid } from './answer-error.ts';
import { cdrPath, loginPath, maxPageSize } from './api.ts';
import { type CdrReadings, findCdrs } from './cdr-list.ts';
import { readCdrQuery } from './cdr-query.ts';
import type { BoundReadings } from './date-range.ts';
import { readParameters, textOf } from './parameters.ts';
import { createTokenDesk } from './token-desk.ts';
import { type CallerForm, writeCdr } from './write-cdr.ts';

/** How the served Telecom X behaves where its documents leave room. */
export interface TelecomxApiOptions
  extends VendorApiOptions,
    Partial<BoundReadings>,
    Partial<CdrReadings> {
  /** Who may log in, default `api@example.com` and `api_pass`; `null`: everybody is let in, for hosts that check keys themselves. */
  credentials?: BasicCredentials | null;
  /** A machine token, default `machine-token`; `null` for none. */
  token?: string | null;
  /** How long a token holds that a login gave, default 15. */
  tokenMinutes?: number;
  /** From when that counts, default `request`, as documented: every request prolongs it. */
  tokenLifetimeFrom?: 'request' | 'login';
  /** The header that carries the token, alone. Default: `Authorization`, behind `Bearer`. */
  tokenHeader?: string;
  /** The query parameter that carries it, in place of a header. */
  tokenQuery?: string;
  /** What the account may do, default `VIEWER`; a PERSONAL one gets no statistics. */
  accessLevel?: string;
  /** Id of the customer whose calls these are. */
  customer?: string;
  /** Most records in one answer, default 10000, as documented. */
  pageCap?: number;
  /** The answer of `/pbx/cdr`: the list (default), or an object with it, like the vendor's other lists. */
  answer?: 'list' | 'object';
  /** Default `object`. */
  callerForm?: CallerForm;
}

const defaultCredentials: BasicCredentials = { username: 'api@example.com', password: 'api_pass' };
const defaultToken = 'machine-token';
const defaultCustomer = '5450f1834b75ff2103250001';
const dayMs = 86_400_000;

/** Telecom X's login and call records over somebody's calls. */
export function createVendorApi(calls: CallSource, options: TelecomxApiOptions): VendorApi {
  const { now, customer = defaultCustomer, accessLevel = 'VIEWER' } = options;
  const { pageCap = maxPageSize, callerForm = 'object' } = options;
  const zone = zoneOf(options.timeZone ?? 'Europe/Copenhagen');
  const readings = { from: options.from ?? 'inclusive', to: options.to ?? 'inclusive' };
  const { order = 'desc', filterBy = 'start', appears = 'at-end' } = options;
  const desk = createTokenDesk({
    credentials: options.credentials === undefined ? defaultCredentials : options.credentials,
    token: options.token === undefined ? defaultToken : options.token,
    lifetimeMinutes: options.tokenMinutes ?? 15,
    lifetimeFrom: options.tokenLifetimeFrom ?? 'request',
    tokenHeader: options.tokenHeader,
    tokenQuery: options.tokenQuery,
    customer,
    accessLevel,
    now,
  });

  /** The start of the vendor's today. */
  function midnight(): number {
    const wall = zone.toWall(now());
    return zone.resolve(wall - (wall % dayMs)).epochMs;
  }

  async function answerCdrs(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'POST') {
      return answerError('method_not_allowed');
    }
    const parameters = await readParameters(request);
    if (parameters === null) return answerInvalid('body');
    if ((textOf(parameters, 'customer') ?? customer) !== customer) {
      return answerError('access_denied');
    }
    const query = readCdrQuery(parameters, { midnight: midnight(), readings, pageCap });
    if (typeof query === 'string') return answerInvalid(query);
    const { rows, total } = await findCdrs(calls, query, {
      ...{ order, filterBy, appears },
      ...{ customer, now: now() },
    });
    const list = `[${rows.map((row) => writeCdr(row, callerForm)).join(',')}]`;
    if (options.answer !== 'object') return answerJson(200, list);
    const { offset, limit } = query;
    return answerJson(200, `{"offset":${offset},"limit":${limit},"total":${total},"cdrs":${list}}`);
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith(loginPath)) return desk.logIn(request);
    if (!pathname.endsWith(cdrPath)) return answerError('not_found');
    return desk.refuse(request) ?? answerCdrs(request);
  };
}

/** How to reach a Telecom X of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const { username, password } = defaultCredentials;
  const base = baseUrl.replace(/\/+$/, '');
  return {
    options: { baseUrl, username, password },
    curl: `curl -H "Authorization: Bearer ${defaultToken}" "${base}${cdrPath}?limit=3"`,
  };
}
