import type { CallFields, Party } from './call.ts';

/** A party of which nothing is known. */
export const unknownParty: Party = {
  number: null,
  e164: null,
  name: null,
  type: 'unknown',
  ref: null,
};

/** What every mapping must say itself; the rest may stay unknown. */
export type RequiredCallFields = Pick<CallFields, 'startedAt' | 'timePrecision' | 'timeZone'>;

/**
 * A call of which only `known` is known. Built as one literal, so that calls of a provider share
 * one hidden class and stay cheap by the million.
 */
export function createCallFields(known: RequiredCallFields & Partial<CallFields>): CallFields {
  return {
    vendorId: known.vendorId ?? null,
    groupId: known.groupId ?? null,
    kind: known.kind ?? 'call',
    direction: known.direction ?? 'unknown',
    disposition: known.disposition ?? 'unknown',
    missedReason: known.missedReason ?? null,
    startedAt: known.startedAt,
    queuedAt: known.queuedAt ?? null,
    answeredAt: known.answeredAt ?? null,
    endedAt: known.endedAt ?? null,
    timePrecision: known.timePrecision,
    timeZone: known.timeZone,
    timeAmbiguous: known.timeAmbiguous ?? false,
    durationMs: known.durationMs ?? null,
    waitMs: known.waitMs ?? null,
    talkMs: known.talkMs ?? null,
    holdMs: known.holdMs ?? null,
    billedMs: known.billedMs ?? null,
    from: known.from ?? unknownParty,
    to: known.to ?? unknownParty,
    agents: known.agents ?? [],
    queue: known.queue ?? null,
    group: known.group ?? null,
    service: known.service ?? null,
    trunk: known.trunk ?? null,
    disconnectedBy: known.disconnectedBy ?? null,
    transferredTo: known.transferredTo ?? null,
    recording: known.recording ?? null,
    customerId: known.customerId ?? null,
    ticketId: known.ticketId ?? null,
    topicId: known.topicId ?? null,
    campaignId: known.campaignId ?? null,
    tags: known.tags ?? [],
    rating: known.rating ?? null,
    destination: known.destination ?? null,
    smsText: known.smsText ?? null,
    cost: known.cost ?? null,
    noteCount: known.noteCount ?? null,
    derived: known.derived ?? [],
  };
}
