import { type CallRow, toEpochMs } from '@cdr/core';
import {
  instant,
  requiredInstant,
  requiredText,
  smallNumber,
  text,
  type WritableColumn,
  type WritableTable,
  wholeNumber,
} from './column.ts';
import { epochMsOrNull } from './epoch-ms-or-null.ts';

type CallColumn = WritableColumn<CallRow>;

const identity: CallColumn[] = [
  requiredText(
    'source',
    'The configured source: one vendor account.',
    (_row, { source }) => source,
  ),
  requiredText(
    'id',
    'Names the call, the same over re-reads: source and vendor id; or source, hash and ordinal where the vendor has no ids. Unique.',
    (row) => row.id,
  ),
  requiredText('provider', 'The vendor: soluno, thulium, …', (_row, { provider }) => provider),
  text('vendor_id', "The vendor's own id of the record.", ({ call }) => call.vendorId),
  text('group_id', "The vendor's id that ties the legs of one call.", ({ call }) => call.groupId),
];

const outcome: CallColumn[] = [
  requiredText('kind', 'call, sms or fax.', ({ call }) => call.kind),
  requiredText(
    'direction',
    "inbound, outbound, internal or unknown; seen from the customer's organisation.",
    ({ call }) => call.direction,
  ),
  requiredText(
    'disposition',
    'answered (by a person or a service), no-answer, busy, failed or unknown.',
    ({ call }) => call.disposition,
  ),
  text(
    'missed_reason',
    'Why nobody answered: caller, agent-device, agent-reject, agent-timeout or unknown. NULL when answered.',
    ({ call }) => call.missedReason,
  ),
];

const times: CallColumn[] = [
  requiredInstant(
    'started_at',
    'When the caller started the attempt; with minute precision, the first instant of the minute.',
    ({ call }) => toEpochMs(call.startedAt),
  ),
  instant('queued_at', 'When a queue, hunt group or attendant accepted the call.', ({ call }) =>
    epochMsOrNull(call.queuedAt),
  ),
  instant('answered_at', 'When the call was answered.', ({ call }) =>
    epochMsOrNull(call.answeredAt),
  ),
  instant('ended_at', 'When the call ended.', ({ call }) => epochMsOrNull(call.endedAt)),
  requiredText(
    'time_precision',
    'How exactly the vendor tells started_at: millisecond, second or minute.',
    ({ call }) => call.timePrecision,
  ),
  requiredText(
    'time_zone',
    "The IANA zone in which the vendor's wall time was read.",
    ({ call }) => call.timeZone,
  ),
  {
    name: 'time_ambiguous',
    type: 'BOOLEAN',
    nullable: false,
    comment: 'Whether the wall time named two instants, or none, and one was chosen.',
    value: ({ call }) => call.timeAmbiguous,
  },
  wholeNumber('duration_ms', 'Milliseconds from start to end.', ({ call }) => call.durationMs),
  wholeNumber('wait_ms', 'Milliseconds before the answer.', ({ call }) => call.waitMs),
  wholeNumber('talk_ms', 'Milliseconds of conversation.', ({ call }) => call.talkMs),
  wholeNumber('hold_ms', 'Milliseconds on hold.', ({ call }) => call.holdMs),
  wholeNumber('billed_ms', 'Milliseconds billed.', ({ call }) => call.billedMs),
];

const people: CallColumn[] = [
  ...partyColumns('from', 'the calling side'),
  ...partyColumns('to', 'the called side'),
  text(
    'agent_id',
    "The main agent: the vendor's id, else the login, else the extension. All agents: call_agents.",
    ({ call }) => call.agents[0]?.id ?? null,
  ),
  text('agent_name', "The main agent's name.", ({ call }) => call.agents[0]?.name ?? null),
  text('agent_login', "The main agent's login.", ({ call }) => call.agents[0]?.login ?? null),
  text(
    'agent_extension',
    "The main agent's extension.",
    ({ call }) => call.agents[0]?.extension ?? null,
  ),
  smallNumber(
    'agent_count',
    'How many rows the call has in call_agents.',
    ({ call }) => call.agents.length,
  ),
];

const routing: CallColumn[] = [
  text('queue_id', "The vendor's id of the queue.", ({ call }) => call.queue?.id ?? null),
  text('queue_name', 'The name of the queue.', ({ call }) => call.queue?.name ?? null),
  text(
    'group',
    'The department. A reserved word of SQL: write "group", in double quotes.',
    ({ call }) => call.group,
  ),
  text('service', 'The service or line that was called.', ({ call }) => call.service),
  text('trunk', 'The trunk or carrier that the call went over.', ({ call }) => call.trunk),
  text(
    'disconnected_by',
    'Who ended the call: agent, customer, caller, callee or system.',
    ({ call }) => call.disconnectedBy,
  ),
  text(
    'transferred_to',
    'The login or number that the call was passed on to.',
    ({ call }) => call.transferredTo,
  ),
];

const extras: CallColumn[] = [
  text(
    'recording_ref',
    "The vendor's reference of the recording.",
    ({ call }) => call.recording?.ref ?? null,
  ),
  text(
    'recording_url',
    'Where the recording can be listened to. May carry an access token.',
    ({ call }) => call.recording?.url ?? null,
  ),
  text(
    'recording_download_url',
    'Where the recording can be downloaded. May carry an access token.',
    ({ call }) => call.recording?.downloadUrl ?? null,
  ),
  text('customer_id', "The vendor's id of the customer.", ({ call }) => call.customerId),
  text('ticket_id', "The vendor's id of the ticket.", ({ call }) => call.ticketId),
  text('topic_id', "The vendor's id of the topic.", ({ call }) => call.topicId),
  text('campaign_id', "The vendor's id of the campaign.", ({ call }) => call.campaignId),
  smallNumber(
    'tag_count',
    'How many rows the call has in call_tags.',
    ({ call }) => call.tags.length,
  ),
  text('rating_scale', 'The scale of the rating.', ({ call }) => call.rating?.scale ?? null),
  text('rating_value', 'The rating itself.', ({ call }) => call.rating?.value ?? null),
  text(
    'destination',
    'Where the call went, as the vendor says it.',
    ({ call }) => call.destination,
  ),
  text('sms_text', 'The text of an SMS.', ({ call }) => call.smsText),
  text(
    'cost_amount',
    'What the call cost, as exact decimal text: cast it to DECIMAL to compute.',
    ({ call }) => call.cost?.amount ?? null,
  ),
  text('cost_currency', 'The currency of cost_amount.', ({ call }) => call.cost?.currency ?? null),
  wholeNumber(
    'note_count',
    'How many notes the vendor holds on the call.',
    ({ call }) => call.noteCount,
  ),
];

const bookkeeping: CallColumn[] = [
  requiredText(
    'derived',
    'JSON array with the names (as in the JSON record: "waitMs") of the fields that were computed here and not told by the vendor.',
    ({ call: { derived } }) => (derived.length === 0 ? '[]' : JSON.stringify(derived)),
  ),
  {
    name: 'row_hash',
    type: 'BIGINT',
    nullable: false,
    comment: 'Fingerprint of all that decides the row: tells changed rows from unchanged ones.',
    value: (row) => row.hash,
  },
  {
    name: 'id_hash',
    type: 'BIGINT',
    nullable: false,
    comment: 'Fingerprint of id: finds calls without comparing texts.',
    fingerprintOf: (row) => row.id,
  },
];

/** One row a call, flat. */
export const callTable: WritableTable<CallRow> = {
  name: 'calls',
  comment: 'Calls: one row each, in the order in which they were read. NULL means not known.',
  columns: [...identity, ...outcome, ...times, ...people, ...routing, ...extras, ...bookkeeping],
};

function partyColumns(side: 'from' | 'to', who: string): CallColumn[] {
  return [
    text(
      `${side}_number`,
      `The number of ${who}, as the vendor gave it.`,
      ({ call }) => call[side].number,
    ),
    text(
      `${side}_e164`,
      `The number of ${who} as +…, when it is known to be one of the public network.`,
      ({ call }) => call[side].e164,
    ),
    text(`${side}_name`, `The name of ${who}.`, ({ call }) => call[side].name),
    requiredText(
      `${side}_type`,
      `What ${who} is: person, organisation, extension, group or unknown.`,
      ({ call }) => call[side].type,
    ),
    text(`${side}_ref`, `The vendor's contact id of ${who}.`, ({ call }) => call[side].ref),
  ];
}
