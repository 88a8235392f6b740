import {
  type Call,
  type CallSource,
  formatWallTime,
  parseWallTime,
  subtractDuration,
  toEpochMs,
  type VendorApi,
  type VendorApiOptions,
  type Zone,
  zoneOf,
} from '@cdr/core';
import { answerFile, createSampleWav, readBearerToken } from '@cdr/provider-kit';
import { pageOfNotes } from './acme-served-notes.ts';
import { sumUp } from './acme-served-sums.ts';

/** How the served Acme behaves where nobody knows. */
export interface AcmeApiOptions extends VendorApiOptions {
  /** What its only account has in place of a password. Default `acme-secret/1+1=2`. */
  token?: string;
  /** Whether calls older than two months are refused or left out. Default `left out`. */
  tooOld?: 'left out' | 'refused';
}

/** The token that Acme takes unless it is told another. */
export const acmeToken = 'acme-secret/1+1=2';

/** What Acme gives for the token to those who log in, and takes in a query or a header as well. */
const acmeSession = 'acme-session/2+2=4';

/** Where rows stand in answers that hold no calls. */
export const acmeAnswers = {
  'sums-hour': { rows: 'sums', total: null },
  'sums-day': { rows: 'sums', total: null },
  notes: { rows: 'notes', total: null },
};

const words = { answered: 'ok', 'no-answer': 'missed', busy: 'busy', failed: 'failed' } as const;

/** The API of a vendor that only tests know. Of more than five days, it answers the last five. */
export function createVendorApi(calls: CallSource, options: AcmeApiOptions): VendorApi {
  const zone = zoneOf(options.timeZone ?? 'Europe/Stockholm');
  const refuse = (status: number, message: string) => Response.json({ message }, { status });

  return async (request) => {
    const url = new URL(request.url);
    // Who has the address of a recording has its key.
    const [, name] = /^\/sounds\/key-([^/]+)\.wav$/.exec(url.pathname) ?? [];
    if (name !== undefined) {
      if ((await calls.count({ id: [name], recorded: true })) === 0) return refuse(404, 'No sound');
      return answerFile(request, { bytes: createSampleWav(name), type: 'audio/wav' });
    }
    const token = options.token ?? acmeToken;
    if (url.pathname === '/v1/login' && (await request.text()) === token) {
      return Response.json({ session: acmeSession });
    }
    const session = url.searchParams.get('session') ?? request.headers.get('x-visitor');
    if (readBearerToken(request) !== token && session !== acmeSession) {
      return refuse(401, 'Who are you?');
    }
    if (url.pathname === '/v1/sums') {
      const sums = await sumUp(calls, url.searchParams, { zone, now: options.now() });
      return sums === null ? refuse(400, 'From when to when, by what?') : Response.json({ sums });
    }
    if (url.pathname === '/v1/notes') {
      return Response.json(
        await pageOfNotes({ calls, notes: options.notes }, url.searchParams, zone),
      );
    }
    if (url.pathname !== '/v1/calls') return refuse(404, 'Not here');
    const from = instantOf(url.searchParams.get('from'), zone);
    const to = instantOf(url.searchParams.get('to'), zone);
    if (from === null || to === null) return refuse(400, 'From when to when?');
    const oldest = subtractDuration(options.now(), 'P2M', zone.id);
    if (options.tooOld === 'refused' && from < oldest) return refuse(400, 'Too long ago');
    const filter = {
      from: Math.max(from, oldest, subtractDuration(to, 'P5D', zone.id)),
      to: Math.min(to, options.now()),
    };
    const limit = Math.min(10, Number(url.searchParams.get('limit') ?? 10));
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const rows: unknown[] = [];
    for await (const batch of calls.read({ filter, offset, limit })) {
      rows.push(...batch.map((call) => rowOf(call, zone, url.origin)));
    }
    return Response.json({ total: await calls.count(filter), calls: rows });
  };
}

function rowOf(call: Call, zone: Zone, origin: string): unknown {
  return {
    id: call.vendorId,
    start: formatWallTime(zone.toWall(toEpochMs(call.startedAt)))
      .slice(0, 19)
      .replace('T', ' '),
    caller: call.from.number,
    callee: call.to.number,
    seconds: call.durationMs === null ? null : Math.round(call.durationMs / 1000),
    sound: call.recording === null ? null : `${origin}/sounds/key-${call.vendorId}.wav`,
    state: call.disposition === 'unknown' ? null : words[call.disposition],
    notes: call.noteCount,
  };
}

function instantOf(text: string | null, zone: Zone): number | null {
  const wall = parseWallTime(text ?? '');
  return wall === null ? null : zone.resolve(wall).epochMs;
}
