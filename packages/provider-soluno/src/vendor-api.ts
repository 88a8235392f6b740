import {
  type Call,
  type CallSource,
  type EpochMs,
  subtractDuration,
  toEpochMs,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  type Window,
  zoneOf,
} from '@cdr/core';
import { answerJson, type BasicCredentials, writeJsonList } from '@cdr/provider-kit';
import { historyPath, retention, tokenPath } from './api.ts';
import { fromCall, stopOf } from './from-call.ts';
import { type BoundReadings, readHistoryQuery } from './history-query.ts';
import { createPollPace } from './poll-pace.ts';
import { createTokenDesk } from './token-desk.ts';
import { type AbsentForm, writeEntry } from './write-entry.ts';

/** How the served Soluno behaves where its documents leave room. */
export interface SolunoApiOptions extends VendorApiOptions, Partial<BoundReadings> {
  /** Who gets a token, default `api_user` and `api_pass`. */
  credentials?: BasicCredentials;
  /** A ready-made token, default `ready-made-token`; `null` for none. */
  token?: string | null;
  /** How long a token holds that was given for a password, default one hour. */
  tokenLifetimeMs?: number;
  /** Which time of a call lies between the bounds, default `start`. Under `stop`, calls of more than a day are missed. */
  filterBy?: 'start' | 'stop';
  /** When a call is first told. Default `at-stop`; under `at-start` it is told without what is still to come. */
  appears?: 'at-start' | 'at-stop';
  /** What is answered about calls of more than three months ago: nothing (default), or an error. */
  tooOld?: 'empty' | 'refused';
  /** The least time between two questions about the same range, default 0; sooner ones get a 429. The documents say five minutes. */
  minPollMs?: number;
  /** Default `null`. */
  absent?: AbsentForm;
}

const defaultCredentials: BasicCredentials = { username: 'api_user', password: 'api_pass' };
const defaultToken = 'ready-made-token';
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Soluno's call history over somebody's calls, newest first, with its token endpoint. An answer is a
 * stream: a long one takes no memory. Faxes and text messages are left out.
 */
export function createVendorApi(calls: CallSource, options: SolunoApiOptions): VendorApi {
  const { now, filterBy = 'start', appears = 'at-stop', absent = 'null' } = options;
  const zone = zoneOf(options.timeZone ?? 'Europe/Stockholm');
  const readings = { to: options.to ?? 'minute', fold: options.fold ?? 'earlier' };
  const pace = createPollPace(options.minPollMs ?? 0);
  const desk = createTokenDesk({
    gate: options.gate,
    credentials: options.credentials ?? defaultCredentials,
    token: options.token === undefined ? defaultToken : options.token,
    lifetimeMs: options.tokenLifetimeMs ?? hourMs,
    now,
  });

  function listCalls(asked: Window): Response {
    const at = now();
    const from = Math.max(
      filterBy === 'start' ? asked.from : asked.from - dayMs,
      subtractDuration(at, retention, zone.id),
    );
    const filter = { kind: ['call'] as const, from, to: Math.min(asked.to, at + 1) };
    return answerJson(
      200,
      writeJsonList(calls.read({ filter, order: 'desc' }), (call) => {
        const start = toEpochMs(call.startedAt);
        const stop = stopOf(call, start);
        if (!isWithin(asked, filterBy === 'stop' ? (stop ?? start) : start)) return null;
        if (stop === null || stop <= at) return writeEntry(fromCall(call, zone), absent);
        return appears === 'at-stop'
          ? null
          : writeEntry(fromCall(callSoFar(call, at), zone), absent);
      }),
    );
  }

  function answerHistory(request: Request, url: URL): Response {
    if (request.method !== 'GET') return answerError(405, 'Only GET', { allow: 'GET' });
    if (!desk.admits(request))
      return answerError(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    const asked = readHistoryQuery(url.searchParams, zone, readings);
    if (asked === null) return answerError(400, 'from and to: YYYY-MM-DD or YYYY-MM-DD HH:mm');
    const oldest = subtractDuration(now(), retention, zone.id);
    if (options.tooOld === 'refused' && asked.from < oldest) {
      return answerError(400, 'from: older than three months');
    }
    const earlyMs = pace.ask(`${asked.from} ${asked.to}`, now());
    if (earlyMs === 0) return listCalls(asked);
    return answerError(429, 'Too often', { 'retry-after': String(Math.ceil(earlyMs / 1000)) });
  }

  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith(historyPath)) return answerHistory(request, url);
    if (!url.pathname.endsWith(tokenPath)) return answerError(404, 'Not found');
    if (request.method !== 'POST') return answerError(405, 'Only POST', { allow: 'POST' });
    return desk.grant(request);
  };
}

/** How to reach a Soluno of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const { username, password } = defaultCredentials;
  const base = baseUrl.replace(/\/+$/, '');
  return {
    options: { baseUrl, tokenUrl: `${base}${tokenPath}`, username, password },
    curl: `curl -H "Authorization: Bearer ${defaultToken}" "${base}${historyPath}?from=$(date +%F)&to=$(date +%F)"`,
  };
}

function answerError(status: number, message: string, headers?: Record<string, string>): Response {
  return answerJson(status, JSON.stringify({ message }), headers);
}

function isWithin(window: Window, epochMs: EpochMs): boolean {
  return epochMs >= window.from && epochMs < window.to;
}

/** What is known of a call while it runs. */
function callSoFar(call: Call, at: EpochMs): Call {
  const isTold = (instant: string | null) => instant !== null && toEpochMs(instant) <= at;
  const isAnswered = isTold(call.answeredAt);
  return {
    ...call,
    queuedAt: isTold(call.queuedAt) ? call.queuedAt : null,
    answeredAt: isAnswered ? call.answeredAt : null,
    disposition: isAnswered ? call.disposition : 'no-answer',
    endedAt: null,
    durationMs: null,
  };
}
