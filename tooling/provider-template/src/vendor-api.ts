import {
  type CallSource,
  type EpochMs,
  parseWallTime,
  type VendorApi,
  type VendorApiDescription,
  type VendorApiOptions,
  type Zone,
  zoneOf,
} from '@cdr/core';
import { readBearerToken } from '@cdr/provider-kit';
import { callsPath, maxPageSize, type Row } from './api.ts';
import { fromCall } from './from-call.ts';
import { manifest } from './manifest.ts';

/** How the served Template behaves where its documents leave room. */
export interface ApiOptions extends VendorApiOptions {
  /** The token that is taken, default `template-token`. */
  token?: string;
  /** Whether the second of the bound `to` counts. Default `exclusive`. */
  to?: 'exclusive' | 'inclusive';
}

const defaultToken = 'template-token';
const secondMs = 1000;

/** Template's list of calls over somebody's calls, oldest first. Faxes and text messages are left out. */
export function createVendorApi(calls: CallSource, options: ApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? manifest.timeZone);
  const { token = defaultToken, to: toReading = 'exclusive' } = options;

  function isLetIn(given: string | null): boolean {
    if (options.gate !== undefined) return given !== null && options.gate.admits(given);
    return given === token;
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.endsWith(callsPath)) return refuse(404, 'no such resource');
    if (!isLetIn(readBearerToken(request))) return refuse(401, 'unknown token');
    const from = readBound(searchParams.get('from'), zone);
    const to = readBound(searchParams.get('to'), zone);
    const offset = readNumber(searchParams.get('offset') ?? '0');
    const limit = readNumber(searchParams.get('limit') ?? String(maxPageSize));
    if (from === null || to === null || offset === null || limit === null) {
      return refuse(400, 'from, to, offset or limit is missing or no value');
    }
    const end = toReading === 'exclusive' ? to : to + secondMs;
    const filter = { kind: ['call' as const], from, to: Math.min(end, options.now() + 1) };
    const page = { filter, offset, limit: Math.min(limit, maxPageSize) };
    const rows: Row[] = [];
    for await (const batch of calls.read(page)) {
      rows.push(...batch.map((call) => fromCall(call, zone)));
    }
    return Response.json({ total: await calls.count(filter), calls: rows });
  };
}

/** How to reach a Template of default options at `baseUrl`. */
export function describeVendorApi(baseUrl: string): VendorApiDescription {
  const base = baseUrl.replace(/\/+$/, '');
  const query = 'from=$(date +%F)+00:00:00&to=$(date +%F)+23:59:59&limit=3';
  return {
    options: { baseUrl, token: defaultToken },
    curl: `curl -H "Authorization: Bearer ${defaultToken}" "${base}${callsPath}?${query}"`,
  };
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function readBound(text: string | null, zone: Zone): EpochMs | null {
  const wall = parseWallTime(text ?? '');
  return wall === null ? null : zone.resolve(wall).epochMs;
}

function readNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
