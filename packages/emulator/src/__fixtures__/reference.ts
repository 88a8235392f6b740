import {
  type Call,
  type CallQuery,
  type CallSource,
  compareCallKeys,
  createCallFields,
  type EpochMs,
  matchesCall,
  toInstant,
} from '@cdr/core';
import fc from 'fast-check';

/** Every call that a reading gives, its batches joined. */
export async function readAll(source: CallSource, query?: CallQuery): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const batch of source.read(query)) calls.push(...batch);
  return calls;
}

/** What a reading of these calls must give, found the plainest way. */
export function readPlainly(calls: readonly Call[], query: CallQuery): Call[] {
  const { filter = {}, order = 'asc', after, offset = 0, limit = calls.length } = query;
  const sign = order === 'asc' ? 1 : -1;
  return calls
    .filter((call) => matchesCall(call, filter))
    .toSorted((a, b) => sign * compareCallKeys(a, b))
    .filter((call) => after === undefined || sign * compareCallKeys(call, after) > 0)
    .slice(offset, offset + limit);
}

/** A call of which little more is known than when it started. */
export function callAt(startedAt: EpochMs, known: Partial<Call> = {}): Call {
  const { id = `file:${startedAt}`, source = 'file', provider = 'file', raw, ...fields } = known;
  return {
    id,
    source,
    provider,
    ...createCallFields({
      timePrecision: 'millisecond',
      timeZone: 'Europe/Warsaw',
      ...fields,
      startedAt: toInstant(startedAt),
    }),
    ...(raw === undefined ? {} : { raw }),
  };
}

/** Calls with many of one instant, ids that sort unlike their code units, and gaps everywhere. */
export const anyCalls: fc.Arbitrary<Call[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.string({ unit: 'grapheme', maxLength: 3 }),
      startedAt: fc.integer({ min: 0, max: 20 }),
      source: fc.constantFrom('warsaw', 'hanoi'),
      kind: fc.constantFrom('call' as const, 'sms' as const),
      direction: fc.constantFrom('inbound' as const, 'outbound' as const, 'unknown' as const),
      disposition: fc.constantFrom('answered' as const, 'no-answer' as const, 'unknown' as const),
      number: fc.constantFrom('+48 600', '600', null),
      agents: fc.subarray(['Zoë', 'bob']),
      queue: fc.constantFrom({ id: '7', name: 'Kö' }, { id: null, name: null }, null),
      tags: fc.subarray(['vip', 'Reklamacja']),
    })
    .map(({ startedAt, number, agents, tags, ...known }) =>
      callAt(startedAt, {
        ...known,
        from: { number, e164: null, name: null, type: 'unknown', ref: null },
        agents: agents.map((login) => ({ id: null, name: login, login, extension: null })),
        tags: tags.map((name) => ({ id: null, name, color: null })),
      }),
    ),
  { selector: (call) => call.id, maxLength: 60 },
);

/** Any query over such calls. Half of the keys to start behind are those of the calls. */
export function anyQuery(calls: readonly Call[], starts: fc.Arbitrary<EpochMs>) {
  const own = calls.map(({ id, startedAt }) => ({ id, startedAt }));
  const strange = fc.record({
    id: fc.string({ unit: 'grapheme' }),
    startedAt: starts.map(toInstant),
  });
  const oneOf = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
  const filter = fc.record(
    {
      id: oneOf('unheard of', '12.5', ...idsOf(calls)),
      from: starts,
      to: starts,
      source: oneOf('warsaw', 'hanoi', 'generated'),
      kind: oneOf('call' as const, 'sms' as const),
      direction: oneOf('inbound' as const, 'outbound' as const),
      disposition: oneOf('answered' as const, 'busy' as const),
      number: oneOf('600', '+48600', ...numbersOf(calls)),
      agent: oneOf('BOB', 'lukasz.wojcik', '1002'),
      queue: oneOf('7', 'KÖ', 'sprzedaż', '620'),
      tag: oneOf('vip', 'reklamacja'),
      endedInIvr: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      filter: fc.oneof(
        filter,
        filter.map(({ from, to }) => ({ ...(from && { from }), ...(to && { to }) })),
        filter.map(({ from, endedInIvr = false }) => ({ ...(from && { from }), endedInIvr })),
      ),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      after: own.length === 0 ? strange : fc.oneof(fc.constantFrom(...own), strange),
      offset: fc.nat({ max: calls.length + 2 }),
      limit: fc.nat({ max: calls.length + 2 }),
    },
    { requiredKeys: [] },
  );
}

/** Ids and ids of the vendor's, of calls here and there. */
function idsOf(calls: readonly Call[]): string[] {
  const step = Math.max(1, Math.floor(calls.length / 3));
  return calls
    .filter((_, index) => index % step === 0)
    .map(({ id, vendorId }, index) => (index % 2 === 0 ? id : (vendorId ?? id)));
}

function numbersOf(calls: readonly Call[]): string[] {
  return calls.flatMap(({ from }) => from.number ?? []).slice(0, 3);
}
