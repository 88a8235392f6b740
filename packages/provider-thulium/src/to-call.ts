import {
  type Agent,
  type CallFields,
  createCallFields,
  type MappedRow,
  type Party,
  parseWallTime,
  type Tag,
  toInstant,
  type Zone,
} from '@cdr/core';
import { createEnumReader, findNumberSource, idText, textOrNull } from '@cdr/provider-kit';
import type { Connection } from './api.ts';

const minuteMs = 60_000;

const readDisposition = createEnumReader<CallFields['disposition']>(
  { answered: 'answered', 'no answer': 'no-answer', busy: 'busy', failed: 'failed' },
  'unknown',
);
const readDirection = createEnumReader<CallFields['direction']>(
  { inbound: 'inbound', outbound: 'outbound' },
  'unknown',
);
const readDisconnectedBy = createEnumReader<CallFields['disconnectedBy']>(
  { agent: 'agent', customer: 'customer' },
  null,
);

/** A row as a call. `text` is the row's source; `zone` is that of the vendor's wall times. */
export function toCall(row: Connection, text: string, zone: Zone): MappedRow {
  const id = exactText(row.connection_id, 'connection_id', text);
  if (id === null) return { ok: false, reason: 'connection_id: empty' };
  const wall = parseWallTime(row.date);
  if (wall === null) return { ok: false, reason: 'date: no wall time' };
  // Seconds, should they ever be told, are dropped: a row's start must not depend on who tells it.
  const start = zone.resolve(wall - (wall % minuteMs));

  const direction = readDirection(row.type);
  const disposition = readDisposition(row.disposition);
  const durationMs = readSeconds(row.duration);
  const talkMs = readSeconds(row.billsec);
  const waitMs = differenceOf(durationMs, talkMs);
  const queueId = idText(row.queue_id, 'queue_id', text);
  const filename = textOrNull(row.filename);

  const call = createCallFields({
    vendorId: id,
    direction,
    disposition,
    missedReason: disposition === 'answered' || disposition === 'unknown' ? null : 'unknown',
    startedAt: toInstant(start.epochMs),
    timePrecision: 'minute',
    timeZone: zone.id,
    timeAmbiguous: start.ambiguous,
    durationMs,
    waitMs,
    talkMs,
    billedMs: talkMs,
    from: partyOf(row.src, row.user, row.user_login),
    to: partyOf(row.dst, row.dst_user, row.dst_user_login),
    agents: agentsOf(row, direction),
    queue: queueId === null ? null : { id: queueId, name: null },
    trunk: textOrNull(row.operator),
    disconnectedBy: readDisconnectedBy(row.disconnected_by),
    transferredTo: textOrNull(row.transferred_to),
    recording: filename === null ? null : { ref: filename, url: null, downloadUrl: null },
    customerId: idText(row.customer_id, 'customer_id', text),
    ticketId: idText(row.ticket_id, 'ticket_id', text),
    topicId: idText(row.topic_id, 'topic_id', text),
    campaignId: idText(row.outbound_id, 'outbound_id', text),
    tags: Array.isArray(row.tags) ? row.tags.flatMap(tagOf) : [],
    rating: ratingOf(row.rating),
    derived: waitMs === null ? [] : ['waitMs'],
  });
  return { ok: true, key: id, call };
}

/** The call centre's own side: who was reached by an inbound call, who placed an outbound one. */
function agentsOf(row: Connection, direction: CallFields['direction']): Agent[] {
  if (direction === 'inbound') return agentOf(row.dst_user_login, row.dst_user);
  return direction === 'outbound' ? agentOf(row.user_login, row.user) : [];
}

/** An answer of the queue or the IVR names a party at most, and no login: that is no agent. */
function agentOf(login: unknown, name: unknown): Agent[] {
  const id = textOrNull(login);
  return id === null ? [] : [{ id, name: textOrNull(name), login: id, extension: null }];
}

function partyOf(number: unknown, name: unknown, login: unknown): Party {
  return {
    number: textOrNull(number),
    e164: null,
    name: textOrNull(name),
    type: textOrNull(login) === null ? 'unknown' : 'person',
    ref: null,
  };
}

function tagOf(tag: unknown): Tag[] {
  const name = textOrNull(tag);
  if (name !== null) return [{ id: null, name, color: null }];
  if (!isRecord(tag)) return [];
  const parts = {
    id: textOrNull(tag.id),
    name: textOrNull(tag.name),
    color: textOrNull(tag.color),
  };
  return parts.id === null && parts.name === null ? [] : [parts];
}

function ratingOf(rating: unknown): CallFields['rating'] {
  if (!isRecord(rating)) return null;
  const scale = textOrNull(rating.type);
  const value = textOrNull(rating.rate);
  return scale === null && value === null ? null : { scale, value };
}

function readSeconds(value: unknown): number | null {
  const text = textOrNull(value);
  const seconds = text === null ? Number.NaN : Number(text);
  return seconds >= 0 && seconds < Number.POSITIVE_INFINITY ? Math.round(seconds * 1000) : null;
}

function differenceOf(whole: number | null, part: number | null): number | null {
  return whole === null || part === null || part > whole ? null : whole - part;
}

/** An id that looks like a fraction, as it stands in the text. */
function exactText(value: unknown, key: string, text: string): string | null {
  const source = typeof value === 'number' ? findNumberSource(text, key, value) : null;
  return source ?? textOrNull(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
