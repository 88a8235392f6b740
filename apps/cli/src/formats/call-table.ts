import {
  type Agent,
  agentName,
  type Call,
  clockDuration,
  type Party,
  toEpochMs,
  zoneOf,
} from '@cdr/core';
import { printable } from './display-width.ts';
import { localMinutes } from './local-time.ts';
import { tableRows } from './table-rows.ts';
import type { TextColumn } from './text-table.ts';

interface CallTableColumn extends TextColumn {
  textOf: (call: Call, timeZone: string | undefined) => string;
}

/** As `0:12:34` is wide: a time that is cut says nothing. */
const durationWidth = 7;

const columns: CallTableColumn[] = [
  { title: 'started', shrinkTo: 16, textOf: startText },
  { title: 'direction', dropOrder: 2, textOf: directionText },
  { title: 'outcome', shrinkTo: 9, textOf: ({ disposition }) => disposition },
  { title: 'from', shrinkTo: 11, textOf: ({ from }) => partyText(from) },
  { title: 'to', shrinkTo: 11, dropOrder: 3, textOf: ({ to }) => partyText(to) },
  { title: 'agent', shrinkTo: 10, dropOrder: 4, textOf: ({ agents }) => agentText(agents[0]) },
  { title: 'queue', shrinkTo: 6, dropOrder: 6, textOf: ({ queue }) => queueText(queue) },
  {
    title: 'wait',
    shrinkTo: durationWidth,
    align: 'right',
    dropOrder: 5,
    textOf: ({ waitMs }) => durationText(waitMs),
  },
  {
    title: 'talk',
    shrinkTo: durationWidth,
    align: 'right',
    dropOrder: 1,
    textOf: ({ talkMs }) => durationText(talkMs),
  },
  { title: 'source', shrinkTo: 6, dropOrder: 7, textOf: ({ source }) => printable(source) },
];

const recordingColumn: CallTableColumn = {
  title: 'recording',
  shrinkTo: 12,
  textOf: ({ recording }) => printable(recording?.ref ?? 'by its address'),
};
const recordingTitles = ['started', 'direction', 'from', 'to', 'agent', 'talk', 'source'];

/** How a table of calls is laid out. */
export interface CallTableOptions {
  /** The zone of the times shown. Default: each call's own. */
  timeZone?: string | undefined;
  /** Columns of the terminal. */
  width: number;
}

/** Calls with their recordings as a table for people. */
export function tableOfRecordings(
  batches: AsyncIterable<readonly Call[]>,
  options: CallTableOptions,
): AsyncGenerator<string> {
  const own = columns.filter(({ title }) => recordingTitles.includes(title));
  return table(batches, [...own, recordingColumn], options);
}

/** Calls as a table for people; later batches keep the widths of the first. */
export function tableOfCalls(
  batches: AsyncIterable<readonly Call[]>,
  options: CallTableOptions,
): AsyncGenerator<string> {
  return table(batches, columns, options);
}

function table(
  batches: AsyncIterable<readonly Call[]>,
  all: readonly CallTableColumn[],
  { timeZone, width }: CallTableOptions,
): AsyncGenerator<string> {
  const own = all.map((column) => ({
    ...column,
    textOf: (call: Call) => column.textOf(call, timeZone),
  }));
  return tableRows(batches, own, width);
}

function startText({ startedAt, timeZone: own }: Call, timeZone: string | undefined): string {
  return localMinutes(toEpochMs(startedAt), zoneOf(timeZone ?? own));
}

function directionText({ kind, direction }: Call): string {
  return kind === 'call' ? direction : `${direction} ${kind}`;
}

function partyText({ number, name }: Party): string {
  return printable([name, number].filter((part) => part !== null).join(' '));
}

function agentText(agent: Agent | undefined): string {
  return agent === undefined ? '' : printable(agentName(agent) ?? '');
}

function queueText(queue: Call['queue']): string {
  return printable(queue?.name ?? queue?.id ?? '');
}

function durationText(ms: number | null): string {
  return ms === null ? '' : clockDuration(ms);
}
