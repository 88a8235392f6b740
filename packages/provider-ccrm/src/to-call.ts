import {
  type Agent,
  type CallFields,
  createCallFields,
  type MappedRow,
  type Tag,
  type Zone,
} from '@cdr/core';
import { createEnumReader, findNumberSource, readWallTime, textOrNull } from '@cdr/provider-kit';
import type { ContactEvent } from './api.ts';
import { readMark } from './read-mark.ts';
import { personName, readParty } from './read-party.ts';
import { isRecord, recordsOf } from './records-of.ts';

const readKind = createEnumReader<CallFields['kind'] | null>(
  { call: 'call', sms: 'sms', fax: 'fax' },
  null,
);
const readDirection = createEnumReader<CallFields['direction']>(
  { in: 'inbound', out: 'outbound', internal: 'internal' },
  'unknown',
);
const readDisposition = createEnumReader<CallFields['disposition']>(
  { answered: 'answered', noAnswer: 'no-answer', busy: 'busy' },
  'unknown',
);

/** A row as a call. `text` is the row's source; `zone` is that of the vendor's wall times. */
export function toCall(row: ContactEvent, text: string, zone: Zone): MappedRow {
  if (row.uuid === '') return { ok: false, reason: 'uuid: empty' };
  const start = readWallTime(row.callDate, zone);
  if (start === null) return { ok: false, reason: 'callDate: no wall time' };
  const kind = readKind(row.service);
  if (kind === null) return { ok: false, reason: 'service: not one of CALL, SMS and FAX' };

  const disposition = readDisposition(row.status);
  const call = createCallFields({
    vendorId: row.uuid,
    kind,
    direction: readDirection(row.callDirection),
    disposition,
    missedReason: disposition === 'answered' || disposition === 'unknown' ? null : 'unknown',
    startedAt: start.instant,
    timePrecision: 'second',
    timeZone: zone.id,
    timeAmbiguous: start.ambiguous,
    durationMs: readSeconds(row.duration),
    from: readParty(row.from),
    to: readParty(row.to),
    agents: isRecord(row.userTalk) ? recordsOf(row.userTalk.receivers).map(toAgent) : [],
    tags: recordsOf(row.flags).flatMap(toTag),
    destination: textOrNull(row.destination),
    smsText: textOrNull(row.smsData),
    cost: readCost(row.cost, text),
    noteCount: readMark(row.note),
  });
  return { ok: true, key: row.uuid, call };
}

function toAgent(receiver: Record<string, unknown>): Agent {
  const extension = textOrNull(receiver.internal);
  const id = textOrNull(receiver.uuid) ?? extension;
  return { id, name: personName(receiver), login: null, extension };
}

function toTag(flag: Record<string, unknown>): Tag[] {
  const tag = {
    id: textOrNull(flag.uuid),
    name: textOrNull(flag.name),
    color: textOrNull(flag.color),
  };
  return tag.id === null && tag.name === null ? [] : [tag];
}

function readSeconds(value: unknown): number | null {
  const text = textOrNull(value);
  const seconds = text === null ? Number.NaN : Number(text);
  return seconds >= 0 && seconds < Number.POSITIVE_INFINITY ? Math.round(seconds * 1000) : null;
}

/** Fractions as they stand in the text: 1.10 must not become 1.1. */
function readCost(value: unknown, text: string): CallFields['cost'] {
  const source = typeof value === 'number' ? findNumberSource(text, 'cost', value) : null;
  const amount = source ?? textOrNull(value);
  return amount === null ? null : { amount, currency: null };
}
