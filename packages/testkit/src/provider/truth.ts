import {
  type Call,
  type CallStream,
  type EpochMs,
  type RowMapper,
  toEpochMs,
  toInstant,
  type Zone,
} from '@cdr/core';
import { idStem } from './compare-calls.ts';
import { ConformanceError, demand } from './conformance-error.ts';

/** A call as a provider tells it when the vendor has no other. */
export interface ToldCall {
  /** As stored, without raw; where the vendor has no ids, with the ordinal 1. */
  call: Call;
  /** What the mapping tells the record apart by. */
  key: string;
}

const hourMs = 3_600_000;
/** Around the start, so wide that no reading of bounds and no offset from UTC matters. */
const aroundMs = 15 * hourMs;
/** How long after its start a call is told for sure. */
const laterMs = 40 * hourMs;
const precisionMs = { millisecond: 1, second: 1000, minute: 60_000 } as const;

/** What {@link tellAlone} needs of the one who asks. */
export interface Teller {
  stream: CallStream;
  zone: Zone;
  /** Syncs a vendor that has this call alone, over that range; gives what is stored. */
  syncAlone(request: {
    call: Call;
    now: EpochMs;
    from: EpochMs;
    to: EpochMs;
    wrapMapper: (mapper: RowMapper) => RowMapper;
  }): Promise<Call[]>;
}

/**
 * What the store must hold of a call: read where nothing can go wrong but the mapping. Throws
 * `ConformanceError` when not exactly one call comes of it, or one that starts at another time.
 */
export async function tellAlone(teller: Teller, call: Call): Promise<ToldCall> {
  const start = toEpochMs(call.startedAt);
  const keys = new Set<string>();
  const [told, ...others] = await teller.syncAlone({
    call,
    now: start + laterMs,
    from: start - aroundMs,
    to: start + aroundMs,
    wrapMapper: (mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (mapped.ok) keys.add(mapped.key);
      return mapped;
    },
  });
  const what = `a call of ${call.startedAt}, the only one that the vendor has,`;
  demand(others.length === 0, `${what} is stored ${others.length + 1} times`);
  if (told === undefined) throw new ConformanceError(`${what} is not stored`);
  const expected = startAsTold(start, teller);
  demand(
    told.startedAt === expected.startedAt,
    `${what} is stored as of ${told.startedAt}, not ${expected.startedAt}`,
  );
  demand(
    told.timeAmbiguous === expected.timeAmbiguous,
    `${what} is ${told.timeAmbiguous ? '' : 'not '}flagged as one of an ambiguous wall time`,
  );
  const [key = idStem(told.id)] = keys;
  return { call: told, key };
}

/** The start as a vendor of this precision tells it, and as it is to be read. */
export function startAsTold(
  start: EpochMs,
  { stream, zone }: Pick<Teller, 'stream' | 'zone'>,
): Pick<Call, 'startedAt' | 'timeAmbiguous'> {
  const step = precisionMs[stream.time.precision];
  if (stream.time.response !== 'local') {
    return { startedAt: toInstant(Math.floor(start / step) * step), timeAmbiguous: false };
  }
  const wall = Math.floor(zone.toWall(start) / step) * step;
  const { epochMs, ambiguous } = zone.resolve(wall);
  return { startedAt: toInstant(epochMs), timeAmbiguous: ambiguous };
}
