import { type Call, type Party, toEpochMs, zoneOf } from '@cdr/core';
import { agentName } from './call-columns.ts';
import { printable } from './display-width.ts';
import { clockDuration, localSeconds } from './local-time.ts';
import { layOut, renderHead, renderRows, type TextColumn, type TextRow } from './text-table.ts';

const columns: TextColumn[] = [
  { title: 'started', shrinkTo: 16 },
  { title: 'direction', shrinkTo: 8 },
  { title: 'outcome', shrinkTo: 9 },
  { title: 'from', shrinkTo: 10 },
  { title: 'to', shrinkTo: 10 },
  { title: 'agent', shrinkTo: 6 },
  { title: 'queue', shrinkTo: 5 },
  { title: 'wait', align: 'right' },
  { title: 'talk', align: 'right' },
  { title: 'source', shrinkTo: 6 },
];

/** How a table of calls is laid out. */
export interface CallTableOptions {
  /** The zone of the times shown. Default: each call's own. */
  timeZone?: string | undefined;
  /** Columns of the terminal. */
  width: number;
}

/** Calls as a table for people; later batches keep the widths of the first. */
export async function* tableOfCalls(
  batches: AsyncIterable<readonly Call[]>,
  { timeZone, width }: CallTableOptions,
): AsyncGenerator<string> {
  let widths: number[] | null = null;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    const rows = batch.map((call) => rowOf(call, timeZone));
    if (widths === null) {
      widths = layOut(columns, rows, width);
      yield renderHead(columns, widths);
    }
    yield renderRows(columns, widths, rows);
  }
}

function rowOf(call: Call, timeZone: string | undefined): TextRow {
  const [agent] = call.agents;
  const started = localSeconds(toEpochMs(call.startedAt), zoneOf(timeZone ?? call.timeZone));
  return [
    call.timePrecision === 'minute' ? started.slice(0, 16) : started,
    call.kind === 'call' ? call.direction : `${call.direction} ${call.kind}`,
    call.disposition,
    partyText(call.from),
    partyText(call.to),
    printable((agent === undefined ? null : agentName(agent)) ?? ''),
    printable(call.queue?.name ?? call.queue?.id ?? ''),
    durationText(call.waitMs),
    durationText(call.talkMs),
    printable(call.source),
  ];
}

function partyText({ number, name }: Party): string {
  const parts = [name, number].filter((part) => part !== null);
  return printable(parts.join(' '));
}

function durationText(ms: number | null): string {
  return ms === null ? '' : clockDuration(ms);
}
