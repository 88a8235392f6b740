import {
  type Agent,
  type Call,
  callFieldsSchema,
  knownOrNull,
  type Party,
  partySchema,
} from '@cdr/core';
import { z } from 'zod';
import { callTable } from '../schema/call-table.ts';
import type { ChunkColumns, ColumnReader } from './chunk-columns.ts';

/** A call as its row tells it, and what more there is in other tables. */
export interface RowCall {
  /** With the main agent alone, and without tags. */
  call: Call;
  agentCount: number;
  tagCount: number;
}

const { shape } = callFieldsSchema;
const derivedSchema = z.array(z.string());

/** The columns that a {@link createCallReader} reads. */
export const callColumnNames: readonly string[] = callTable.columns
  .map(({ name }) => name)
  .filter((name) => name !== 'row_hash' && name !== 'id_hash');

/** Reads the rows of a chunk as calls. */
export function createCallReader(columns: ChunkColumns): ColumnReader<RowCall> {
  const source = columns.requiredText('source');
  const id = columns.requiredText('id');
  const provider = columns.requiredText('provider');
  const vendorId = columns.text('vendor_id');
  const groupId = columns.text('group_id');
  const kind = columns.requiredChoice('kind', shape.kind.options);
  const direction = columns.requiredChoice('direction', shape.direction.options);
  const disposition = columns.requiredChoice('disposition', shape.disposition.options);
  const missedReason = columns.choice('missed_reason', shape.missedReason.unwrap().options);
  const startedAt = columns.requiredInstant('started_at');
  const queuedAt = columns.instant('queued_at');
  const answeredAt = columns.instant('answered_at');
  const endedAt = columns.instant('ended_at');
  const timePrecision = columns.requiredChoice('time_precision', shape.timePrecision.options);
  const timeZone = columns.requiredText('time_zone');
  const timeAmbiguous = columns.boolean('time_ambiguous');
  const durationMs = columns.number('duration_ms');
  const waitMs = columns.number('wait_ms');
  const talkMs = columns.number('talk_ms');
  const holdMs = columns.number('hold_ms');
  const billedMs = columns.number('billed_ms');
  const from = partyReader(columns, 'from');
  const to = partyReader(columns, 'to');
  const agent = agentReader(columns);
  const agentCount = columns.requiredNumber('agent_count');
  const queueId = columns.text('queue_id');
  const queueName = columns.text('queue_name');
  const group = columns.text('group');
  const service = columns.text('service');
  const trunk = columns.text('trunk');
  const disconnectedBy = columns.choice('disconnected_by', shape.disconnectedBy.unwrap().options);
  const transferredTo = columns.text('transferred_to');
  const recordingRef = columns.text('recording_ref');
  const recordingUrl = columns.text('recording_url');
  const recordingDownloadUrl = columns.text('recording_download_url');
  const customerId = columns.text('customer_id');
  const ticketId = columns.text('ticket_id');
  const topicId = columns.text('topic_id');
  const campaignId = columns.text('campaign_id');
  const tagCount = columns.requiredNumber('tag_count');
  const ratingScale = columns.text('rating_scale');
  const ratingValue = columns.text('rating_value');
  const destination = columns.text('destination');
  const smsText = columns.text('sms_text');
  const cost = costReader(columns);
  const noteCount = columns.number('note_count');
  const derived = derivedReader(columns);
  return (row) => ({
    call: {
      id: id(row),
      source: source(row),
      provider: provider(row),
      vendorId: vendorId(row),
      groupId: groupId(row),
      kind: kind(row),
      direction: direction(row),
      disposition: disposition(row),
      missedReason: missedReason(row),
      startedAt: startedAt(row),
      queuedAt: queuedAt(row),
      answeredAt: answeredAt(row),
      endedAt: endedAt(row),
      timePrecision: timePrecision(row),
      timeZone: timeZone(row),
      timeAmbiguous: timeAmbiguous(row),
      durationMs: durationMs(row),
      waitMs: waitMs(row),
      talkMs: talkMs(row),
      holdMs: holdMs(row),
      billedMs: billedMs(row),
      from: from(row),
      to: to(row),
      agents: agentCount(row) > 0 ? [agent(row)] : [],
      queue: knownOrNull({ id: queueId(row), name: queueName(row) }),
      group: group(row),
      service: service(row),
      trunk: trunk(row),
      disconnectedBy: disconnectedBy(row),
      transferredTo: transferredTo(row),
      recording: knownOrNull({
        ref: recordingRef(row),
        url: recordingUrl(row),
        downloadUrl: recordingDownloadUrl(row),
      }),
      customerId: customerId(row),
      ticketId: ticketId(row),
      topicId: topicId(row),
      campaignId: campaignId(row),
      tags: [],
      rating: knownOrNull({ scale: ratingScale(row), value: ratingValue(row) }),
      destination: destination(row),
      smsText: smsText(row),
      cost: cost(row),
      noteCount: noteCount(row),
      derived: derived(row),
    },
    agentCount: agentCount(row),
    tagCount: tagCount(row),
  });
}

function partyReader(columns: ChunkColumns, side: 'from' | 'to'): ColumnReader<Party> {
  const number = columns.text(`${side}_number`);
  const e164 = columns.text(`${side}_e164`);
  const name = columns.text(`${side}_name`);
  const type = columns.requiredChoice(`${side}_type`, partySchema.shape.type.options);
  const ref = columns.text(`${side}_ref`);
  return (row) => ({
    number: number(row),
    e164: e164(row),
    name: name(row),
    type: type(row),
    ref: ref(row),
  });
}

function agentReader(columns: ChunkColumns): ColumnReader<Agent> {
  const id = columns.text('agent_id');
  const name = columns.text('agent_name');
  const login = columns.text('agent_login');
  const extension = columns.text('agent_extension');
  return (row) => ({
    id: id(row),
    name: name(row),
    login: login(row),
    extension: extension(row),
  });
}

function costReader(columns: ChunkColumns): ColumnReader<Call['cost']> {
  const amount = columns.text('cost_amount');
  const currency = columns.text('cost_currency');
  return (row) => {
    const known = amount(row);
    return known === null ? null : { amount: known, currency: currency(row) };
  };
}

/** Few lists of names come again and again: each is parsed once. */
function derivedReader(columns: ChunkColumns): ColumnReader<string[]> {
  const text = columns.requiredText('derived');
  const parsed = new Map<string, string[]>();
  return (row) => {
    const names = text(row);
    const known = parsed.get(names) ?? derivedSchema.parse(JSON.parse(names));
    parsed.set(names, known);
    return [...known];
  };
}
