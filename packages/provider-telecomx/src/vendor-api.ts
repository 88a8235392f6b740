import {
  type CallSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  type Window,
  type Zone,
  zoneOf,
} from '@cdr/core';
import type { BasicCredentials } from '@cdr/provider-kit';
import { answerCdrs } from './answer-cdrs.ts';
import { answerError, answerInvalid } from './answer-error.ts';
import { answerStats } from './answer-stats.ts';
import { cdrPath, cdrStatsPath, loginPath, maxPageSize } from './api.ts';
import { type CdrReadings, createCdrFinder } from './cdr-list.ts';
import type { StatsReadings } from './compute-stats.ts';
import type { BoundReadings } from './date-range.ts';
import { type Parameters, readParameters, textOf } from './parameters.ts';
import { createTokenDesk } from './token-desk.ts';
import type { CallerForm } from './write-cdr.ts';

/** How the served Telecom X behaves where its documents leave room. */
export interface TelecomxApiOptions
  extends VendorApiOptions,
    Partial<BoundReadings & CdrReadings & StatsReadings> {
  /** Who may log in, default `api@example.com` and `api_pass`. */
  credentials?: BasicCredentials;
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
  /** What the account may do, default `VIEWER`; statistics are denied to PERSONAL ones. */
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

/** Telecom X's login, call records and statistics over somebody's calls. */
export function createVendorApi(calls: CallSource, options: TelecomxApiOptions): VendorApi {
  const { customer = defaultCustomer, accessLevel = 'VIEWER' } = options;
  const zone = zoneOf(options.timeZone ?? 'Europe/Copenhagen');
  const appears = options.appears ?? 'at-end';
  const desk = createTokenDesk({
    gate: options.gate,
    credentials: options.credentials ?? defaultCredentials,
    token: options.token === undefined ? defaultToken : options.token,
    lifetimeMinutes: options.tokenMinutes ?? 15,
    lifetimeFrom: options.tokenLifetimeFrom ?? 'request',
    tokenHeader: options.tokenHeader,
    tokenQuery: options.tokenQuery,
    customer,
    accessLevel,
    now: options.now,
  });

  const find = createCdrFinder(calls);

  /** What every answer about calls depends on. */
  function rules() {
    const now = options.now();
    const readings = { from: options.from ?? 'inclusive', to: options.to ?? 'inclusive' } as const;
    return { customer, now, zone, appears, readings, today: dayOf(now, zone) };
  }

  function answerCalls(parameters: Parameters): Promise<Response> {
    return answerCdrs(parameters, {
      ...rules(),
      find,
      order: options.order ?? 'desc',
      filterBy: options.filterBy ?? 'start',
      pageCap: options.pageCap ?? maxPageSize,
      answer: options.answer ?? 'list',
      callerForm: options.callerForm ?? 'object',
    });
  }

  async function answerStatistics(parameters: Parameters): Promise<Response> {
    if (accessLevel === 'PERSONAL') return answerError('access_denied');
    return answerStats(parameters, {
      ...rules(),
      calls,
      extensions: options.extensions ?? 'apart',
      inboundAnswered: options.inboundAnswered ?? 'counted',
      weeks: options.weeks ?? 'iso',
      intervalKeys: options.intervalKeys ?? 'plain',
      firstMonth: options.firstMonth ?? 1,
    });
  }

  async function answerTo(
    request: Request,
    methods: readonly string[],
    answer: (parameters: Parameters) => Promise<Response>,
  ): Promise<Response> {
    if (!methods.includes(request.method)) return answerError('method_not_allowed');
    const refusal = desk.refuse(request);
    if (refusal !== null) return refusal;
    const parameters = await readParameters(request);
    if (parameters === null) return answerInvalid('body');
    const asked = textOf(parameters, 'customer');
    if (options.gate === undefined && asked !== null && asked !== customer) {
      return answerError('access_denied');
    }
    try {
      return await answer(parameters);
    } catch (error) {
      options.onError?.(error);
      return answerError('internal_error');
    }
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith(loginPath)) return desk.logIn(request);
    if (pathname.endsWith(cdrPath)) return answerTo(request, ['GET', 'POST'], answerCalls);
    if (pathname.endsWith(cdrStatsPath)) return answerTo(request, ['POST'], answerStatistics);
    return answerError('not_found');
  };
}

/** How to reach a Telecom X of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const { username, password } = defaultCredentials;
  const base = baseUrl.replace(/\/+$/, '');
  return {
    options: { baseUrl, username, password },
    curl: `curl -X POST -H "Authorization: Bearer ${defaultToken}" "${base}${cdrStatsPath}"`,
  };
}

function dayOf(now: number, zone: Zone): Window {
  const wall = zone.toWall(now);
  const midnight = wall - (wall % dayMs);
  return { from: zone.resolve(midnight).epochMs, to: zone.resolve(midnight + dayMs).epochMs };
}
