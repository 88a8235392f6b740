import {
  type Agent,
  type CallFields,
  createCallFields,
  type Instant,
  type MappedRow,
  type Party,
  parseWallTime,
  toInstant,
  type Zone,
} from '@cdr/core';
import { createEnumReader, type ReadWallTime, readWallTime, textOrNull } from '@cdr/provider-kit';
import { z } from 'zod';
import { type DirectionReader, deviceOf } from './direction.ts';
import { uniqueIdShape } from './unique-id.ts';

const text = z.string().nullish();

/** A record: the columns that the mapping uses. */
export const recordSchema = z.object({
  src: text,
  dst: text,
  dcontext: text,
  /** `"Alice" <101>`. */
  clid: text,
  channel: text,
  dstchannel: text,
  lastapp: text,
  lastdata: text,
  /** `YYYY-MM-DD HH:mm:ss`, as `answer` and `end`. */
  start: z.string(),
  answer: text,
  end: text,
  /** Whole seconds; with `f` in cdr_custom, fractions as well. As `billsec`. */
  duration: text,
  billsec: text,
  disposition: text,
  uniqueid: text,
  linkedid: text,
  sequence: text,
});

/** See {@link recordSchema}. */
export type AsteriskRecord = z.infer<typeof recordSchema>;

/** That calls fail for congestion is the vendor's word: `congestion=yes` in cdr.conf logs them. */
const readDisposition = createEnumReader<CallFields['disposition']>(
  {
    answered: 'answered',
    'no answer': 'no-answer',
    busy: 'busy',
    failed: 'failed',
    congestion: 'failed',
  },
  'unknown',
);

/** A record as a call. `zone` is that of its times. */
export function toCall(
  record: AsteriskRecord,
  zone: Zone,
  { directionOf, isExtension }: DirectionReader,
): MappedRow {
  const start = readWallTime(record.start, zone);
  if (start === null) return { ok: false, reason: 'start: no time' };
  const answer = readTime(record.answer, start, zone);
  if (answer === undefined) return { ok: false, reason: 'answer: no time' };
  const end = readTime(record.end, start, zone);
  if (end === undefined) return { ok: false, reason: 'end: no time' };
  const uniqueId = textOrNull(record.uniqueid);
  if (uniqueId !== null && !uniqueIdShape.test(uniqueId)) {
    return { ok: false, reason: 'uniqueid: none; if it is the userfield, say so with "columns"' };
  }

  const direction = directionOf(record);
  const disposition = readDisposition(record.disposition);
  const durationMs = readSeconds(record.duration);
  const talkMs = readSeconds(record.billsec);
  const waitMs =
    durationMs === null || talkMs === null || talkMs > durationMs ? null : durationMs - talkMs;
  const agents = agentsOf(record, direction, isExtension);
  const trunk = trunkOf(record, direction, isExtension);
  const sequence = textOrNull(record.sequence);

  const derived: string[] = [];
  if (direction !== 'unknown') derived.push('direction');
  if (waitMs !== null) derived.push('waitMs');
  if (agents.length > 0) derived.push('agents');
  if (trunk !== null) derived.push('trunk');

  const call = createCallFields({
    // Without a sequence, the uniqueid is that of a channel.
    vendorId: uniqueId === null || sequence === null ? null : `${uniqueId}#${sequence}`,
    groupId: textOrNull(record.linkedid) ?? uniqueId,
    direction,
    disposition,
    missedReason: disposition === 'answered' || disposition === 'unknown' ? null : 'unknown',
    startedAt: start.instant,
    answeredAt: answer,
    endedAt: end,
    timePrecision: 'second',
    timeZone: zone.id,
    timeAmbiguous: start.ambiguous,
    durationMs,
    waitMs,
    talkMs,
    billedMs: talkMs,
    from: partyOf(record.src, nameOf(record.clid), isExtension),
    to: partyOf(record.dst, null, isExtension),
    agents,
    queue: queueOf(record),
    trunk,
    derived,
  });
  return { ok: true, key: keyOf(record, uniqueId, sequence), call };
}

/**
 * Without a sequence the uniqueid names a channel, which has several records where it was forked or
 * transferred; what never changes in them tells them apart.
 */
function keyOf(record: AsteriskRecord, uniqueId: string | null, sequence: string | null): string {
  const { start, src, dst, dcontext, channel, dstchannel } = record;
  return JSON.stringify(
    uniqueId !== null && sequence !== null
      ? [uniqueId, sequence]
      : [uniqueId, start, src, dst, dcontext, channel, dstchannel],
  );
}

/** Whoever of the organisation was reached, then whoever called. */
function agentsOf(
  { src, dst, channel, dstchannel }: AsteriskRecord,
  direction: CallFields['direction'],
  isExtension: (number: string) => boolean,
): Agent[] {
  const extensionOf = (...numbers: (string | null | undefined)[]): Agent[] => {
    const extension = numbers.find((number) => number && isExtension(number));
    return extension ? [{ id: extension, name: null, login: null, extension }] : [];
  };
  const callee = direction === 'outbound' ? [] : extensionOf(deviceOf(dstchannel), dst);
  const caller = direction === 'inbound' ? [] : extensionOf(src, deviceOf(channel));
  return direction === 'unknown' ? [] : [...callee, ...caller];
}

/** The device at the end that leads outside, unless it is an extension's. */
function trunkOf(
  { channel, dstchannel }: AsteriskRecord,
  direction: CallFields['direction'],
  isExtension: (number: string) => boolean,
): string | null {
  if (direction !== 'inbound' && direction !== 'outbound') return null;
  const device = deviceOf(direction === 'inbound' ? channel : dstchannel);
  return device === null || isExtension(device) ? null : device;
}

function partyOf(
  number: string | null | undefined,
  name: string | null,
  isExtension: (number: string) => boolean,
): Party {
  const own = textOrNull(number);
  const type = own !== null && isExtension(own) ? 'extension' : 'unknown';
  return { number: own, e164: null, name, type, ref: null };
}

/** Asterisk writes `"name" <number>`, or the one of both that there is. */
function nameOf(clid: string | null | undefined): string | null {
  const told = /^"(.*)" <.*>$/s.exec(clid ?? '')?.[1];
  if (told !== undefined) return textOrNull(told);
  return clid && !/^[<+\d]/.test(clid) ? clid : null;
}

/** The first argument of `Queue()`; before Asterisk 1.6 a bar stood behind it. */
function queueOf({ lastapp, lastdata }: AsteriskRecord): CallFields['queue'] {
  const [id] = lastapp === 'Queue' ? (lastdata ?? '').split(/[,|]/) : [];
  return id ? { id, name: null } : null;
}

/**
 * A time after the start; `undefined` for a text that is none. In the night in which an hour comes
 * twice, the first pass may lie before the call began.
 */
function readTime(
  text: string | null | undefined,
  start: ReadWallTime,
  zone: Zone,
): Instant | null | undefined {
  if (!text) return null;
  const wall = parseWallTime(text);
  if (wall === null) return undefined;
  const after = zone.instantsOf(wall).find((epochMs) => epochMs >= start.epochMs);
  return toInstant(after ?? zone.resolve(wall).epochMs);
}

function readSeconds(text: string | null | undefined): number | null {
  const seconds = text ? Number(text) : Number.NaN;
  return seconds >= 0 && seconds < Number.POSITIVE_INFINITY ? Math.round(seconds * 1000) : null;
}
