import { type Agent, type Call, type Party, toEpochMs, zoneOf } from '@cdr/core';
import { type CsvColumn, rawText } from './csv-rows.ts';
import { localSeconds } from './local-time.ts';

/** A flat column of a call. */
export type CallColumn = CsvColumn<Call>;

/**
 * Every field of a call as a flat column, named as in the store's tables. Of several agents the
 * first, the main one, has columns of its own; lists are joined by `; `. `started_at_local` is the
 * start on the clocks of `timeZone`, or of the call's own zone.
 */
export function callColumns({
  timeZone,
  raw,
}: {
  timeZone?: string | undefined;
  raw: boolean;
}): CallColumn[] {
  return [
    column('id', (call) => call.id),
    column('source', (call) => call.source),
    column('provider', (call) => call.provider),
    column('vendor_id', (call) => call.vendorId),
    column('group_id', (call) => call.groupId),
    column('kind', (call) => call.kind),
    column('direction', (call) => call.direction),
    column('disposition', (call) => call.disposition),
    column('missed_reason', (call) => call.missedReason),
    plain('started_at', (call) => call.startedAt),
    plain('started_at_local', (call) =>
      localSeconds(toEpochMs(call.startedAt), zoneOf(timeZone ?? call.timeZone)),
    ),
    plain('queued_at', (call) => call.queuedAt),
    plain('answered_at', (call) => call.answeredAt),
    plain('ended_at', (call) => call.endedAt),
    column('time_precision', (call) => call.timePrecision),
    column('time_zone', (call) => call.timeZone),
    column('time_ambiguous', (call) => call.timeAmbiguous),
    column('duration_ms', (call) => call.durationMs),
    column('wait_ms', (call) => call.waitMs),
    column('talk_ms', (call) => call.talkMs),
    column('hold_ms', (call) => call.holdMs),
    column('billed_ms', (call) => call.billedMs),
    ...partyColumns('from', (call) => call.from),
    ...partyColumns('to', (call) => call.to),
    column('agent_id', (call) => call.agents[0]?.id ?? null),
    column('agent_name', (call) => call.agents[0]?.name ?? null),
    column('agent_login', (call) => call.agents[0]?.login ?? null),
    column('agent_extension', (call) => call.agents[0]?.extension ?? null),
    column('agents', (call) => list(call.agents.map(agentName))),
    column('queue_id', (call) => call.queue?.id ?? null),
    column('queue_name', (call) => call.queue?.name ?? null),
    column('group', (call) => call.group),
    column('service', (call) => call.service),
    column('trunk', (call) => call.trunk),
    column('disconnected_by', (call) => call.disconnectedBy),
    column('transferred_to', (call) => call.transferredTo),
    column('recording_ref', (call) => call.recording?.ref ?? null),
    column('recording_url', (call) => call.recording?.url ?? null),
    column('recording_download_url', (call) => call.recording?.downloadUrl ?? null),
    column('customer_id', (call) => call.customerId),
    column('ticket_id', (call) => call.ticketId),
    column('topic_id', (call) => call.topicId),
    column('campaign_id', (call) => call.campaignId),
    column('tags', (call) => list(call.tags.map(({ id, name }) => name ?? id))),
    column('rating_scale', (call) => call.rating?.scale ?? null),
    column('rating_value', (call) => call.rating?.value ?? null),
    column('destination', (call) => call.destination),
    column('sms_text', (call) => call.smsText),
    plain('cost_amount', (call) => call.cost?.amount ?? null),
    column('cost_currency', (call) => call.cost?.currency ?? null),
    column('note_count', (call) => call.noteCount),
    column('derived', (call) => list(call.derived)),
    ...(raw ? [column('raw', rawText)] : []),
  ];
}

function column(name: string, cellOf: CallColumn['cellOf']): CallColumn {
  return { name, cellOf };
}

function plain(name: string, cellOf: CallColumn['cellOf']): CallColumn {
  return { name, cellOf, plain: true };
}

function partyColumns(prefix: 'from' | 'to', partyOf: (call: Call) => Party): CallColumn[] {
  return (['number', 'e164', 'name', 'type', 'ref'] as const).map((key) =>
    column(`${prefix}_${key}`, (call) => partyOf(call)[key]),
  );
}

/** What people call an agent. */
export function agentName({ name, login, extension, id }: Agent): string | null {
  return name ?? login ?? extension ?? id;
}

function list(texts: readonly (string | null)[]): string | null {
  const known = texts.filter((text) => text !== null);
  return known.length === 0 ? null : known.join('; ');
}
