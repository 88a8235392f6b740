import {
  type Agent,
  type Call,
  type EpochMs,
  endedInIvr,
  formatWallTime,
  type Party,
  toEpochMs,
  type Zone,
} from '@cdr/core';

/** A row as the vendor writes it, but for ids, which are text here; `null` for what it can't say. */
export interface VendorCallRow {
  id: string;
  customer_id: string | null;
  call_id: string;
  path: string | null;
  path_download: string | null;
  caller: string | null;
  called: string | null;
  service_id: string | null;
  user_id: string | null;
  agent_id: string | null;
  group_id: string | null;
  call_type: 0 | 1 | null;
  start_time: string;
  call_status: 'miss' | 'meetAgent' | null;
  end_time: string | null;
  wait_time: string | null;
  hold_time: string | null;
  talk_time: string | null;
  end_status: 'cus' | 'system' | null;
  ticket_id: string | null;
  last_agent_id: string | null;
  last_user_id: string | null;
  call_survey: 'YES' | 'NO';
  call_survey_result: string | null;
  missed_reason: string | null;
}

/** The vendor knows two types; who calls a colleague calls out. */
const types = { inbound: 0, outbound: 1, internal: 1, unknown: null } as const;

/** A call is missed or it met an agent. */
const statuses = {
  answered: 'meetAgent',
  'no-answer': 'miss',
  busy: 'miss',
  failed: 'miss',
  unknown: null,
} as const;

const reasons = {
  caller: 'missed_customer',
  'agent-device': 'missed_agent_device',
  'agent-reject': 'missed_agent_reject',
  'agent-timeout': 'missed_agent_timeout',
  unknown: null,
} as const;

/** A call of any provider, told as well as CareSoft can tell it. `zone` is that of its wall times. */
export function fromCall(call: Call, zone: Zone): VendorCallRow {
  const startedAt = toEpochMs(call.startedAt);
  const endedAt = endOf(call);
  const [agent] = call.agents;
  const last = call.agents.at(-1);
  const start = wallTime(startedAt, zone);
  return {
    id: call.vendorId ?? call.id,
    customer_id: call.customerId,
    call_id: call.groupId ?? legsId(call, start),
    path: call.recording?.url ?? null,
    path_download: call.recording?.downloadUrl ?? null,
    caller: numberOf(call.from),
    called: numberOf(call.to),
    service_id: call.service,
    user_id: userOf(agent),
    agent_id: agent?.extension ?? null,
    group_id: endedInIvr(call) ? null : (call.group ?? call.queue?.id ?? call.queue?.name ?? null),
    call_type: types[call.direction],
    start_time: start,
    call_status: statuses[call.disposition],
    end_time: endedAt === null ? null : wallTime(endedAt, zone),
    wait_time: clockDuration(call.waitMs),
    hold_time: clockDuration(call.holdMs),
    talk_time: clockDuration(call.talkMs ?? call.billedMs),
    end_status: endStatus(call),
    ticket_id: call.ticketId,
    last_agent_id: last?.extension ?? null,
    last_user_id: userOf(last),
    call_survey: call.rating === null ? 'NO' : 'YES',
    call_survey_result: call.rating?.value ?? null,
    missed_reason: call.missedReason === null ? null : reasons[call.missedReason],
  };
}

/** When the call ended, as well as it is known. */
export function endOf(call: Call): EpochMs | null {
  if (call.endedAt !== null) return toEpochMs(call.endedAt);
  return call.durationMs === null ? null : toEpochMs(call.startedAt) + call.durationMs;
}

/** The vendor ties legs by when their call began and who placed it, in a form of its own making. */
function legsId({ from }: Call, start: string): string {
  const digits = (numberOf(from) ?? '').replaceAll(/\D/g, '');
  return `${start.replaceAll(/\D/g, '')}-CDR-${digits === '' ? '0' : digits}`;
}

function numberOf(party: Party): string | null {
  return party.number ?? party.e164;
}

function userOf(agent: Agent | undefined): string | null {
  return agent?.id ?? agent?.login ?? null;
}

function wallTime(epochMs: EpochMs, zone: Zone): string {
  return formatWallTime(zone.toWall(epochMs)).slice(0, 19).replace('T', ' ');
}

/** `HH:MM:SS`, whose hours go on beyond a day. A span that runs backwards is none that could be told. */
function clockDuration(ms: number | null): string | null {
  if (ms === null || ms < 0) return null;
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The vendor knows the customer and itself, and no agent who hung up. */
function endStatus({ disconnectedBy, direction }: Call): VendorCallRow['end_status'] {
  if (disconnectedBy === 'customer') return 'cus';
  if (disconnectedBy === 'system') return 'system';
  const isCustomer =
    (disconnectedBy === 'caller' && direction === 'inbound') ||
    (disconnectedBy === 'callee' && direction === 'outbound');
  return isCustomer ? 'cus' : null;
}
