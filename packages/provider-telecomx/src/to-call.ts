import { createCallFields, type EpochMs, type MappedRow, parseRfc3339, toInstant } from '@cdr/core';
import { textOrNull } from '@cdr/provider-kit';
import type { Cdr } from './api.ts';
import { directionOf, type NumberRules, toAgents, toCallEnd, toParty } from './call-ends.ts';
import { outcomeOf } from './call-outcome.ts';

/** What a mapping depends on besides the row. */
export interface MappingRules extends NumberRules {
  /** The zone of the vendor's wall; rows tell their times in UTC. */
  timeZone: string;
}

/** A row as a call. */
export function toCall(row: Cdr, rules: MappingRules): MappedRow {
  const started = readTime(row.started);
  const answered = readTime(row.answered);
  const ended = readTime(row.ended);
  // A time that can't be read must not pass for one that is absent: that would be "not answered".
  if (started === null || started === 'unreadable')
    return { ok: false, reason: 'started: no time' };
  if (answered === 'unreadable') return { ok: false, reason: 'answered: no time' };
  if (ended === 'unreadable') return { ok: false, reason: 'ended: no time' };

  const caller = toCallEnd(row.caller, rules);
  const callee = toCallEnd(row.callee, rules);
  const direction = directionOf(caller, callee);
  const outcome = outcomeOf(row, callee.isOwn);
  const isAnswered = outcome.disposition === 'answered';
  const answeredAt = isAnswered ? answered : null;
  // What took a call that nobody answered was the exchange: a queue, a menu, a voicemail.
  const queuedAt = isAnswered ? null : answered;
  const durationMs = spanOf(started, ended);
  const waitMs = spanOf(started, isAnswered ? answered : ended);
  const talkMs = spanOf(answeredAt, ended);

  const derived: string[] = [];
  if (direction !== 'unknown') derived.push('direction');
  if (durationMs !== null) derived.push('durationMs');
  if (waitMs !== null) derived.push('waitMs');
  if (talkMs !== null) derived.push('talkMs');

  const call = createCallFields({
    vendorId: row._id,
    direction,
    ...outcome,
    startedAt: toInstant(started),
    queuedAt: instantOf(queuedAt),
    answeredAt: instantOf(answeredAt),
    endedAt: instantOf(ended),
    timePrecision: 'millisecond',
    timeZone: rules.timeZone,
    durationMs,
    waitMs,
    talkMs,
    from: toParty(caller),
    to: toParty(callee),
    // Who was called is the main agent of a call between two.
    agents: [...toAgents(callee, rules), ...toAgents(caller, rules)],
    derived,
  });
  return { ok: true, key: row._id, call };
}

function readTime(value: string | null | undefined): EpochMs | null | 'unreadable' {
  const text = textOrNull(value);
  return text === null ? null : (parseRfc3339(text) ?? 'unreadable');
}

function instantOf(epochMs: EpochMs | null): string | null {
  return epochMs === null ? null : toInstant(epochMs);
}

/** Clocks that ran backwards measured nothing. */
function spanOf(from: EpochMs | null, to: EpochMs | null): number | null {
  return from === null || to === null || to < from ? null : to - from;
}
