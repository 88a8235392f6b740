import {
  type Agent,
  type CallFields,
  createCallFields,
  type MappedRow,
  type Party,
  unknownParty,
  type Zone,
} from '@cdr/core';
import { createEnumReader, idText, readWallTime, textOrNull } from '@cdr/provider-kit';
import type { CallRow } from './api.ts';
import { readClockDuration } from './read-clock-duration.ts';

const readDisposition = createEnumReader<CallFields['disposition']>(
  { miss: 'no-answer', metAgent: 'answered', meetAgent: 'answered' },
  'unknown',
);
const readMissedReason = createEnumReader<CallFields['missedReason']>(
  {
    missed_customer: 'caller',
    missed_agent_device: 'agent-device',
    missed_agent_reject: 'agent-reject',
    missed_agent_timeout: 'agent-timeout',
  },
  'unknown',
);
const readDisconnectedBy = createEnumReader<CallFields['disconnectedBy']>(
  { cus: 'customer', system: 'system' },
  null,
);
/** What is lost in the IVR came from outside. */
const directions: ReadonlyMap<string | null, CallFields['direction']> = new Map([
  ['0', 'inbound'],
  ['1', 'outbound'],
  ['3', 'inbound'],
]);

/** A row as a call. `text` is the row's source; `zone` is that of the vendor's wall times. */
export function toCall(row: CallRow, text: string, zone: Zone): MappedRow {
  const id = idText(row.id, 'id', text);
  if (id === null) return { ok: false, reason: 'id: empty' };
  const start = readWallTime(row.start_time, zone);
  if (start === null) return { ok: false, reason: 'start_time: no wall time' };

  const end = typeof row.end_time === 'string' ? readWallTime(row.end_time, zone) : null;
  const durationMs =
    end === null || end.epochMs < start.epochMs ? null : end.epochMs - start.epochMs;
  const disposition = readDisposition(row.call_status);
  const survey = textOrNull(row.call_survey_result);

  const call = createCallFields({
    vendorId: id,
    groupId: idText(row.call_id, 'call_id', text),
    direction: directions.get(textOrNull(row.call_type)) ?? 'unknown',
    disposition,
    // Answered calls are told with a reason, too: that of an agent who let it ring before.
    missedReason: disposition === 'no-answer' ? readMissedReason(row.missed_reason) : null,
    startedAt: start.instant,
    endedAt: end?.instant ?? null,
    timePrecision: 'second',
    timeZone: zone.id,
    timeAmbiguous: start.ambiguous,
    durationMs,
    waitMs: readClockDuration(row.wait_time),
    talkMs: readClockDuration(row.talk_time),
    holdMs: readClockDuration(row.hold_time),
    from: partyOf(row.caller),
    to: partyOf(row.called),
    agents: agentsOf(row, text),
    group: idText(row.group_id, 'group_id', text),
    service: idText(row.service_id, 'service_id', text),
    disconnectedBy: readDisconnectedBy(row.end_status),
    recording: recordingOf(row),
    customerId: idText(row.customer_id, 'customer_id', text),
    ticketId: idText(row.ticket_id, 'ticket_id', text),
    rating: survey === null ? null : { scale: null, value: survey },
    derived: durationMs === null ? [] : ['durationMs'],
  });
  return { ok: true, key: id, call };
}

function partyOf(number: unknown): Party {
  return { ...unknownParty, number: textOrNull(number) };
}

/** The agent of the call, and the last one who got it where that was another. */
function agentsOf(row: CallRow, text: string): Agent[] {
  const first = agentOf(
    idText(row.user_id, 'user_id', text),
    idText(row.agent_id, 'agent_id', text),
  );
  const last = agentOf(
    idText(row.last_user_id, 'last_user_id', text),
    idText(row.last_agent_id, 'last_agent_id', text),
  );
  return first.some((own) => last.some((other) => isSame(own, other)))
    ? first
    : [...first, ...last];
}

function agentOf(id: string | null, extension: string | null): Agent[] {
  if (id === null && extension === null) return [];
  return [{ id: id ?? extension, name: null, login: null, extension }];
}

function isSame(a: Agent, b: Agent): boolean {
  return a.id === b.id || (a.extension !== null && a.extension === b.extension);
}

function recordingOf({ path, path_download }: CallRow): CallFields['recording'] {
  const downloadUrl = textOrNull(path_download);
  const url = textOrNull(path) ?? downloadUrl;
  return url === null ? null : { ref: null, url, downloadUrl };
}
