import { type Call, toEpochMs, type Zone } from '@cdr/core';

/** What a month of calls comes to. */
export interface CallSummary {
  calls: number;
  inbound: number;
  answered: number;
  /** Attempts that nobody took, for whatever reason. */
  missed: number;
  /** Conversation time, where it is known. */
  talkMs: number;
  /** Sum and number of the waits that are known, of answered inbound calls. */
  waitMs: number;
  waits: number;
  /** Calls by hour of the day on the zone's clocks, 24 of them. */
  byHour: number[];
}

/** Adds calls up as they pass; text messages and faxes don't count. */
export async function summarizeCalls(
  batches: AsyncIterable<readonly Call[]>,
  zone: Zone,
): Promise<CallSummary> {
  const summary: CallSummary = {
    calls: 0,
    inbound: 0,
    answered: 0,
    missed: 0,
    talkMs: 0,
    waitMs: 0,
    waits: 0,
    byHour: new Array(24).fill(0),
  };
  for await (const batch of batches) for (const call of batch) addCall(summary, call, zone);
  return summary;
}

/** The hour of the day with the most calls; `null` without calls. */
export function busiestHour({ byHour, calls }: CallSummary): number | null {
  return calls === 0 ? null : byHour.indexOf(Math.max(...byHour));
}

function addCall(summary: CallSummary, call: Call, zone: Zone): void {
  if (call.kind !== 'call') return;
  summary.calls += 1;
  if (call.direction === 'inbound') summary.inbound += 1;
  if (call.disposition === 'answered') summary.answered += 1;
  else if (call.disposition !== 'unknown') summary.missed += 1;
  summary.talkMs += call.talkMs ?? 0;
  if (call.direction === 'inbound' && call.disposition === 'answered' && call.waitMs !== null) {
    summary.waitMs += call.waitMs;
    summary.waits += 1;
  }
  const hour = Math.floor(zone.toWall(toEpochMs(call.startedAt)) / 3_600_000) % 24;
  summary.byHour[hour] = (summary.byHour[hour] ?? 0) + 1;
}
