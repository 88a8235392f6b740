import type { FlatColumn } from '../table/flat-column.ts';
import { rawText } from '../table/raw-text.ts';
import { toEpochMs } from '../time/instant.ts';
import { localSeconds } from '../time/local-seconds.ts';
import { zoneOf } from '../time/zone.ts';
import type { Agent, Call, Party } from './call.ts';

/** A flat column of a call. */
export type CallColumn = FlatColumn<Call>;

/** What of calls is told in flat columns. */
export interface CallColumnOptions {
  /** Of `started_at_local`. Default: each call's own zone. */
  timeZone?: string | undefined;
  /** Whether the vendor's row and the addresses of recordings are told, which can carry the right to listen. */
  raw: boolean;
}

/**
 * Every field of a call as a flat column, named as in the stores' tables. Of several agents the
 * first, the main one, has columns of its own; lists are joined by `; `. `started_at_local` is the
 * start on local clocks.
 */
export function callColumns({ timeZone, raw }: CallColumnOptions): CallColumn[] {
  return [
    text('id', (call) => call.id),
    text('source', (call) => call.source),
    text('provider', (call) => call.provider),
    text('vendor_id', (call) => call.vendorId),
    text('group_id', (call) => call.groupId),
    text('kind', (call) => call.kind),
    text('direction', (call) => call.direction),
    text('disposition', (call) => call.disposition),
    text('missed_reason', (call) => call.missedReason),
    instant('started_at', (call) => call.startedAt),
    {
      name: 'started_at_local',
      type: 'local-time',
      cellOf: (call) => localSeconds(toEpochMs(call.startedAt), zoneOf(timeZone ?? call.timeZone)),
    },
    instant('queued_at', (call) => call.queuedAt),
    instant('answered_at', (call) => call.answeredAt),
    instant('ended_at', (call) => call.endedAt),
    text('time_precision', (call) => call.timePrecision),
    text('time_zone', (call) => call.timeZone),
    { name: 'time_ambiguous', type: 'boolean', cellOf: (call) => call.timeAmbiguous },
    number('duration_ms', (call) => call.durationMs),
    number('wait_ms', (call) => call.waitMs),
    number('talk_ms', (call) => call.talkMs),
    number('hold_ms', (call) => call.holdMs),
    number('billed_ms', (call) => call.billedMs),
    ...partyColumns('from', (call) => call.from),
    ...partyColumns('to', (call) => call.to),
    text('agent_id', (call) => call.agents[0]?.id ?? null),
    text('agent_name', (call) => call.agents[0]?.name ?? null),
    text('agent_login', (call) => call.agents[0]?.login ?? null),
    text('agent_extension', (call) => call.agents[0]?.extension ?? null),
    text('agents', (call) => list(call.agents.map(agentName))),
    text('queue_id', (call) => call.queue?.id ?? null),
    text('queue_name', (call) => call.queue?.name ?? null),
    text('group', (call) => call.group),
    text('service', (call) => call.service),
    text('trunk', (call) => call.trunk),
    text('disconnected_by', (call) => call.disconnectedBy),
    text('transferred_to', (call) => call.transferredTo),
    text('recording_ref', (call) => call.recording?.ref ?? null),
    text('recording_url', (call) => (raw ? (call.recording?.url ?? null) : null)),
    text('recording_download_url', (call) => (raw ? (call.recording?.downloadUrl ?? null) : null)),
    text('customer_id', (call) => call.customerId),
    text('ticket_id', (call) => call.ticketId),
    text('topic_id', (call) => call.topicId),
    text('campaign_id', (call) => call.campaignId),
    text('tags', (call) => list(call.tags.map(({ id, name }) => name ?? id))),
    text('rating_scale', (call) => call.rating?.scale ?? null),
    text('rating_value', (call) => call.rating?.value ?? null),
    text('destination', (call) => call.destination),
    text('sms_text', (call) => call.smsText),
    { name: 'cost_amount', type: 'decimal', cellOf: (call) => call.cost?.amount ?? null },
    text('cost_currency', (call) => call.cost?.currency ?? null),
    number('note_count', (call) => call.noteCount),
    text('derived', (call) => list(call.derived)),
    ...(raw ? [text('raw', rawText)] : []),
  ];
}

/** What people call an agent: the name, else the login, the extension or the id. */
export function agentName({ name, login, extension, id }: Agent): string | null {
  return name ?? login ?? extension ?? id;
}

function text(name: string, cellOf: (call: Call) => string | null): CallColumn {
  return { name, type: 'text', cellOf };
}

function number(name: string, cellOf: (call: Call) => number | null): CallColumn {
  return { name, type: 'number', cellOf };
}

function instant(name: string, cellOf: (call: Call) => string | null): CallColumn {
  return { name, type: 'instant', cellOf };
}

function partyColumns(side: 'from' | 'to', partyOf: (call: Call) => Party): CallColumn[] {
  return (['number', 'e164', 'name', 'type', 'ref'] as const).map((key) =>
    text(`${side}_${key}`, (call) => partyOf(call)[key]),
  );
}

function list(texts: readonly (string | null)[]): string | null {
  const known = texts.filter((own) => own !== null);
  return known.length === 0 ? null : known.join('; ');
}
