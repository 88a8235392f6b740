import { type Agent, type CallRow, type Instant, type Tag, toEpochMs } from '@cdr/core';
import {
  requiredInstant,
  requiredText,
  smallNumber,
  text,
  type WritableColumn,
  type WritableTable,
} from './column.ts';

/** What rows of child tables carry of their call. */
interface CallReference {
  callId: string;
  startedAt: Instant;
}

/** One agent of one call. */
export interface AgentRow extends CallReference {
  position: number;
  agent: Agent;
}

/** One tag of one call. */
export interface TagRow extends CallReference {
  position: number;
  tag: Tag;
}

/** The people of the organisation on each call. */
export const agentTable: WritableTable<AgentRow> = {
  name: 'call_agents',
  comment: 'The people of the organisation on each call; none for calls that reached nobody.',
  columns: [
    ...referenceColumns<AgentRow>(),
    smallNumber('position', '0 for the main agent, then counting up.', (row) => row.position),
    text('id', "The vendor's id, else the login, else the extension.", (row) => row.agent.id),
    text('name', 'The name of the agent.', (row) => row.agent.name),
    text('login', 'The login of the agent.', (row) => row.agent.login),
    text('extension', 'The extension of the agent.', (row) => row.agent.extension),
  ],
};

/** The labels on each call. */
export const tagTable: WritableTable<TagRow> = {
  name: 'call_tags',
  comment: 'The labels that people put on calls.',
  columns: [
    ...referenceColumns<TagRow>(),
    smallNumber('position', 'Counts from 0, in the order of the vendor.', (row) => row.position),
    text('id', "The vendor's id of the tag.", (row) => row.tag.id),
    text('name', 'The name of the tag.', (row) => row.tag.name),
    text('color', 'The colour of the tag, as the vendor gives it.', (row) => row.tag.color),
  ],
};

/** The vendor's own words on each call, apart from the hot table. */
export const rawTable: WritableTable<CallRow> = {
  name: 'raw_rows',
  comment: "The vendor's row of each call, where config says to keep it.",
  columns: [
    requiredText('source', 'As in calls.', (_row, { source }) => source),
    requiredText('call_id', 'calls.id.', (row) => row.id),
    requiredInstant('started_at', 'As in calls.', (row) => toEpochMs(row.call.startedAt)),
    requiredText(
      'text',
      "The vendor's row, letter by letter; mostly JSON.",
      (row) => row.raw ?? '',
    ),
  ],
};

function referenceColumns<Row extends CallReference>(): WritableColumn<Row>[] {
  return [
    requiredText('source', 'As in calls.', (_row, { source }) => source),
    requiredText('call_id', 'calls.id.', (row) => row.callId),
    requiredInstant('started_at', 'As in calls; join on it too, it makes joins fast.', (row) =>
      toEpochMs(row.startedAt),
    ),
  ];
}
