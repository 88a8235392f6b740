import {
  type Agent,
  type CallFields,
  createCallFields,
  type EpochMs,
  type MappedRow,
  type Party,
  parseRfc3339,
  toInstant,
} from '@cdr/core';
import { textOrNull } from '@cdr/provider-kit';
import type { HistoryRow } from './api.ts';

/** What a mapping depends on besides the row. */
export interface MappingRules {
  /** The zone of the vendor's wall; rows tell their own offset. */
  timeZone: string;
  /** Whether a number is one of the organisation's own short numbers. */
  isExtension: (number: string) => boolean;
}

/** A row as a call, keyed by what never changes in it: who called whom, through what, and when. */
export function toCall(row: HistoryRow, { timeZone, isExtension }: MappingRules): MappedRow {
  const start = readTime(row.start);
  const received = readTime(row.received);
  const answered = readTime(row.calleeAnswered);
  const stop = readTime(row.stop);
  // A time that can't be read must not pass for one that is absent: that would be "not answered".
  if (start === null || start === 'unreadable') return { ok: false, reason: 'start: no time' };
  if (received === 'unreadable') return { ok: false, reason: 'received: no time' };
  if (answered === 'unreadable') return { ok: false, reason: 'calleeAnswered: no time' };
  if (stop === 'unreadable') return { ok: false, reason: 'stop: no time' };

  const caller = readText(row.callerNo);
  const group = readText(row.receivingNo);
  const callee = readText(row.calleeNo);
  const isCallerOwn = caller !== null && isExtension(caller);
  const isCalleeOwn = callee !== null && isExtension(callee);

  const direction = directionOf({ isCallerOwn, isCalleeOwn, group, callee });
  const durationMs = spanOf(start, stop);
  const waitMs = spanOf(start, answered);
  const talkMs = spanOf(answered, stop);
  const agents: Agent[] = [];
  if (isCalleeOwn) agents.push(agentAt(callee));
  if (isCallerOwn) agents.push(agentAt(caller));

  const derived: string[] = [];
  if (direction !== 'unknown') derived.push('direction');
  if (durationMs !== null) derived.push('durationMs');
  if (waitMs !== null) derived.push('waitMs');
  if (talkMs !== null) derived.push('talkMs');
  if (agents.length > 0) derived.push('agents');

  const call = createCallFields({
    direction,
    disposition: answered === null ? 'no-answer' : 'answered',
    missedReason: answered === null ? 'unknown' : null,
    startedAt: toInstant(start),
    queuedAt: received === null ? null : toInstant(received),
    answeredAt: answered === null ? null : toInstant(answered),
    endedAt: stop === null ? null : toInstant(stop),
    timePrecision: 'millisecond',
    timeZone,
    durationMs,
    waitMs,
    talkMs,
    from: partyOf(caller, isCallerOwn),
    to: partyOf(callee, isCalleeOwn),
    agents,
    queue: group === null ? null : { id: group, name: null },
    derived,
  });
  return { ok: true, key: JSON.stringify([caller, start, group, callee]), call };
}

/**
 * The vendor tells no direction. Who calls without showing a number calls from outside, since an
 * extension always has one; and an extension that reaches a group stays inside the house. Two
 * numbers of the public network tell nothing: either may be a colleague's mobile.
 */
function directionOf(row: {
  isCallerOwn: boolean;
  isCalleeOwn: boolean;
  group: string | null;
  callee: string | null;
}): CallFields['direction'] {
  const staysInside = row.isCalleeOwn || row.group !== null;
  if (row.isCallerOwn) {
    if (staysInside) return 'internal';
    return row.callee === null ? 'unknown' : 'outbound';
  }
  return staysInside ? 'inbound' : 'unknown';
}

function agentAt(extension: string): Agent {
  return { id: null, name: null, login: null, extension };
}

function partyOf(number: string | null, isOwn: boolean): Party {
  return { number, e164: null, name: null, type: isOwn ? 'extension' : 'unknown', ref: null };
}

/** The documents say "null" where their sample has null. */
function readText(value: unknown): string | null {
  const text = textOrNull(value);
  return text === 'null' ? null : text;
}

function readTime(value: unknown): EpochMs | null | 'unreadable' {
  const text = readText(value);
  return text === null ? null : (parseRfc3339(text) ?? 'unreadable');
}

/** Clocks that ran backwards measured nothing. */
function spanOf(from: EpochMs | null, to: EpochMs | null): number | null {
  return from === null || to === null || to < from ? null : to - from;
}
