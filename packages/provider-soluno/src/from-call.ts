import { type Call, type EpochMs, formatWallTime, toEpochMs, type Zone } from '@cdr/core';

/** A row as the vendor writes it. */
export interface HistoryEntry {
  callerNo: string | null;
  start: string;
  /** "" for a direct call. */
  receivingNo: string;
  received: string | null;
  calleeNo: string | null;
  calleeAnswered: string | null;
  stop: string | null;
}

/** A call of any provider, told as well as Soluno can tell it. `zone` gives times their offset. */
export function fromCall(call: Call, zone: Zone): HistoryEntry {
  const start = toEpochMs(call.startedAt);
  const stop = stopOf(call, start);
  const received = call.queuedAt === null ? null : toEpochMs(call.queuedAt);
  const answered = answeredOf(call, start, stop);
  return {
    callerNo: call.from.number ?? call.from.e164 ?? ownNumber(call, 'outbound'),
    start: formatTime(start, zone),
    receivingNo: call.queue?.id ?? call.queue?.name ?? '',
    received: received === null ? null : formatTime(received, zone),
    calleeNo: calleeOf(call),
    calleeAnswered: answered === null ? null : formatTime(answered, zone),
    stop: stop === null ? null : formatTime(stop, zone),
  };
}

/** When the call ends, as far as it is known. */
export function stopOf(call: Call, start: EpochMs): EpochMs | null {
  if (call.endedAt !== null) return toEpochMs(call.endedAt);
  return call.durationMs === null ? null : start + call.durationMs;
}

/** RFC 3339 with milliseconds and the offset of that moment, `2017-01-04T16:16:04.274+01:00`. */
export function formatTime(epochMs: EpochMs, zone: Zone): string {
  const wall = zone.toWall(epochMs);
  const offset = Math.round((wall - epochMs) / 60_000);
  const minutes = Math.abs(offset);
  const hours = Math.floor(minutes / 60);
  return `${formatWallTime(wall)}${offset < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes % 60)}`;
}

/**
 * The person who was called: where a group was, that is the agent, and the number that was dialled
 * only as long as no person is known.
 */
function calleeOf(call: Call): string | null {
  const number = call.to.number ?? call.to.e164;
  const person = number === null || call.to.type === 'group' ? ownNumber(call, 'inbound') : null;
  return person ?? number;
}

/** The extension of the organisation's own side, where that is the one asked for. */
function ownNumber(call: Call, direction: 'inbound' | 'outbound'): string | null {
  return call.direction === direction ? (call.agents[0]?.extension ?? null) : null;
}

/**
 * When the person answered. For Soluno a call without that moment wasn't answered, so that it is
 * computed where other figures allow it.
 */
function answeredOf(call: Call, start: EpochMs, stop: EpochMs | null): EpochMs | null {
  if (call.disposition !== 'answered' && call.disposition !== 'unknown') return null;
  if (call.answeredAt !== null) return toEpochMs(call.answeredAt);
  if (call.disposition === 'unknown') return null;
  if (call.waitMs !== null) return start + call.waitMs;
  return call.talkMs === null || stop === null ? null : stop - call.talkMs;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
