import {
  type Call,
  type CallSource,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  zoneOf,
} from '@cdr/core';
import { answerJson, readBearerToken } from '@cdr/provider-kit';
import { callsPath, maxPageSize } from './api.ts';
import { type PageReadings, readCallQuery } from './call-query.ts';
import { createCallFinder } from './find-calls.ts';
import { fromCall } from './from-call.ts';
import { createThrottle, type ThrottleRules } from './throttle.ts';
import type { TimeReadings } from './time-bound.ts';
import { answerRecording, recordingAddresses } from './vendor-recordings.ts';
import { type WritingForms, writeCall } from './write-call.ts';

/** Who is let in: the account's name in the address, and its token. */
export interface CareSoftCredentials {
  domain: string;
  token: string;
}

/** How the served CareSoft behaves where its documents leave room. */
export interface CareSoftApiOptions
  extends VendorApiOptions,
    Partial<TimeReadings>,
    Partial<PageReadings>,
    Partial<WritingForms>,
    Partial<Omit<ThrottleRules, 'elapsedMs'>> {
  /** Default domain `acme` and `api_token`. A gate lets in under any domain. */
  credentials?: CareSoftCredentials;
  /** What `call_type=3` tells, default `apart`: what was lost in the IVR alone. Or `all`: that, and everything else. */
  ivr?: 'apart' | 'all';
  /** Default `asked`; `newest-first`: whatever is asked for. */
  order?: 'asked' | 'newest-first';
  /** How a list of no calls is written. Default `empty`. */
  nothing?: 'empty' | 'null' | 'missing';
  /** What `code` says of success, default `OK`. */
  okCode?: string;
  /** How a 429 is written, default `documented`: that is no JSON. */
  refusal?: 'documented' | 'json';
  /** Where recordings are, default `made-up`: here, a moment of sound each. `as-told`, the default with a gate: where the calls say. */
  recordings?: 'made-up' | 'as-told';
}

const defaultCredentials: CareSoftCredentials = { domain: 'acme', token: 'api_token' };
const tooMany = { documented: '{code:"errors",message:"Too Many Attempts."}', json: null };
const resource = new RegExp(`^(.*)/([^/]+)${callsPath}/?$`);

/**
 * CareSoft's call list over somebody's calls, told to the second. Calls that the vendor's clock hasn't
 * reached, faxes and text messages are left out.
 */
export function createVendorApi(calls: CallSource, options: CareSoftApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? 'Asia/Ho_Chi_Minh');
  const { credentials = defaultCredentials, order = 'asked', nothing = 'empty' } = options;
  const { gate, recordings = gate === undefined ? 'made-up' : 'as-told' } = options;
  const times: TimeReadings = {
    z: options.z ?? 'wall',
    since: options.since ?? 'inclusive',
    to: options.to ?? 'inclusive',
  };
  const pages: PageReadings = {
    pageCap: options.pageCap ?? maxPageSize,
    firstPage: options.firstPage ?? 1,
    pageStart: options.pageStart ?? 'rows',
  };
  const forms: WritingForms = {
    ids: options.ids ?? 'mixed',
    ivrCallType: options.ivrCallType ?? 0,
    missedReason: options.missedReason ?? 'missed',
  };
  const find = createCallFinder(calls, { zone, ivr: options.ivr ?? 'apart' });
  const admit = createThrottle({
    elapsedMs: options.elapsedMs,
    requestsPerSecond: options.requestsPerSecond ?? 15,
    requestsPerHour: options.requestsPerHour ?? 54_000,
  });

  function isLetIn(given: string | null): boolean {
    if (gate !== undefined) return given !== null && gate.admits(given);
    return given === credentials.token;
  }

  function write(call: Call, isIvr: boolean, base: string): string {
    const row = fromCall(call, zone);
    const isServed = recordings === 'made-up' && call.recording !== null;
    return writeCall(
      isServed ? { ...row, ...recordingAddresses(base, row.id) } : row,
      isIvr,
      forms,
    );
  }

  async function answerList(url: URL, base: string): Promise<Response> {
    const query = readCallQuery(url.searchParams, { zone, times, pages, now: options.now() });
    if (typeof query === 'string') return answerError(400, `Invalid value of ${query}`);
    const asked = order === 'asked' ? query : { ...query, order: 'desc' as const };
    const { numFound, found } = await find(asked);
    const texts = found.map(({ call, isIvr }) => write(call, isIvr, base));
    const list = texts.length > 0 || nothing === 'empty' ? `,"calls":[${texts.join(',')}]` : '';
    const absent = list === '' && nothing === 'null' ? ',"calls":null' : '';
    const code = JSON.stringify(options.okCode ?? 'OK');
    return answerJson(200, `{"code":${code},"numFound":${numFound}${list}${absent}}`);
  }

  return async (request) => {
    const recording = recordings === 'made-up' ? answerRecording(request) : null;
    if (recording !== null) return recording;
    const admission = admit();
    if (admission === 'stopped') return answerError(404, stopMessage);
    if (admission === 'too many') {
      const written = tooMany[options.refusal ?? 'documented'];
      return written === null ? answerError(429, 'Too Many Attempts.') : answerJson(429, written);
    }
    const url = new URL(request.url);
    const [, prefix, domain] = resource.exec(url.pathname) ?? [];
    if (prefix === undefined || domain === undefined) return answerError(404, 'Not found');
    if (gate === undefined && decodeURIComponent(domain) !== credentials.domain) {
      return answerError(404, 'Domain incorrect');
    }
    if (!isLetIn(readBearerToken(request))) return answerError(401, 'Unauthorized');
    if (request.method !== 'GET') return answerError(405, 'Only GET', { allow: 'GET' });
    return answerList(url, `${url.origin}${prefix}`);
  };
}

/** How to reach a CareSoft of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const { domain, token } = defaultCredentials;
  const base = baseUrl.replace(/\/+$/, '');
  return {
    options: { baseUrl, domain, token },
    curl: `curl -H "Authorization: Bearer ${token}" "${base}/${domain}${callsPath}?count=3"`,
  };
}

/** To the letter, as documented. */
const stopMessage = 'Domain incorrect too many times , retry after 15 minutes ';

function answerError(status: number, message: string, headers?: Record<string, string>): Response {
  return answerJson(status, JSON.stringify({ code: 'errors', message }), headers);
}
