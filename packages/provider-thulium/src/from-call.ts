import { type Agent, type Call, formatWallTime, type Party, toEpochMs, type Zone } from '@cdr/core';

/** A row as the vendor writes it: ids and texts as text, "" for what is absent or can't be said. */
export interface ConnectionRow {
  date: string;
  src: string;
  dst: string;
  disposition: string;
  ticket_id: string;
  outbound_result: string;
  duration: number | null;
  billsec: number | null;
  operator: string;
  filename: string;
  user: string;
  user_login: string;
  dst_user: string;
  dst_user_login: string;
  customer_id: string;
  outbound_id: string;
  connection_id: string;
  type: string;
  rating: { type: string; rate: string } | null;
  queue_id: string;
  tags: string[];
  topic_id: string;
  disconnected_by: string;
  transferred_to: string;
}

const dispositions = {
  answered: 'ANSWERED',
  'no-answer': 'NO ANSWER',
  busy: 'BUSY',
  failed: 'FAILED',
  unknown: '',
} as const;

/** The vendor knows two types and calls an internal call an outbound one. */
const types = { inbound: 'INBOUND', outbound: 'OUTBOUND', internal: 'OUTBOUND', unknown: '' };

/** A call of any provider, told as well as Thulium can tell it. `zone` is that of its wall times. */
export function fromCall(call: Call, zone: Zone): ConnectionRow {
  const type = types[call.direction];
  const agent = call.agents[0] ?? null;
  const caller = type === 'OUTBOUND' ? agent : null;
  const callee = type === 'INBOUND' ? agent : null;
  const startedAt = toEpochMs(call.startedAt);
  return {
    date: formatWallTime(zone.toWall(startedAt)).slice(0, 16).replace('T', ' '),
    src: numberOf(call.from),
    dst: numberOf(call.to),
    disposition: dispositions[call.disposition],
    ticket_id: call.ticketId ?? '',
    outbound_result: '',
    duration: wholeSeconds(durationOf(call, startedAt)),
    billsec: wholeSeconds(talkOf(call)),
    operator: call.trunk ?? '',
    filename: call.recording?.ref ?? '',
    user: caller?.name ?? call.from.name ?? '',
    user_login: loginOf(caller),
    dst_user: callee?.name ?? call.to.name ?? '',
    dst_user_login: loginOf(callee),
    customer_id: call.customerId ?? '',
    outbound_id: call.campaignId ?? '',
    connection_id: call.vendorId ?? call.id,
    type,
    rating: ratingOf(call),
    queue_id: call.queue?.id ?? call.queue?.name ?? '',
    tags: call.tags.flatMap((tag) => tag.name ?? tag.id ?? []),
    topic_id: call.topicId ?? '',
    disconnected_by: disconnectedBy(call),
    transferred_to: call.transferredTo ?? '',
  };
}

function numberOf(party: Party): string {
  return party.number ?? party.e164 ?? '';
}

function loginOf(agent: Agent | null): string {
  return agent?.login ?? agent?.id ?? agent?.extension ?? '';
}

function durationOf(call: Call, startedAt: number): number | null {
  if (call.durationMs !== null) return call.durationMs;
  return call.endedAt === null ? null : toEpochMs(call.endedAt) - startedAt;
}

/** What Thulium bills is the conversation. */
function talkOf(call: Call): number | null {
  if (call.talkMs !== null || call.billedMs !== null) return call.talkMs ?? call.billedMs;
  if (call.answeredAt === null || call.endedAt === null) return null;
  return toEpochMs(call.endedAt) - toEpochMs(call.answeredAt);
}

/** A span that runs backwards is none that Thulium could tell. */
function wholeSeconds(ms: number | null): number | null {
  return ms === null || ms < 0 ? null : Math.round(ms / 1000);
}

function ratingOf({ rating }: Call): ConnectionRow['rating'] {
  return rating === null ? null : { type: rating.scale ?? '', rate: rating.value ?? '' };
}

/** Thulium names sides, not ends: who the caller is depends on the direction. */
function disconnectedBy({ disconnectedBy: by, direction }: Call): string {
  if (by === 'agent') return 'Agent';
  if (by === 'customer') return 'Customer';
  if (
    (by !== 'caller' && by !== 'callee') ||
    (direction !== 'inbound' && direction !== 'outbound')
  ) {
    return '';
  }
  return (by === 'caller') === (direction === 'inbound') ? 'Customer' : 'Agent';
}
