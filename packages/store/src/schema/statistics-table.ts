import { parametersText, type StatisticReading, type StatisticRow, toEpochMs } from '@cdr/core';
import {
  requiredInstant,
  requiredText,
  requiredWholeNumber,
  text,
  type WritableColumn,
  type WritableTable,
  wholeNumber,
} from './column.ts';

/** A statistic with what its reading says of it. */
export interface StatisticsTableRow extends StatisticRow {
  reading: Pick<StatisticReading, 'stream' | 'parameters'>;
}

type StatisticColumn = WritableColumn<StatisticsTableRow>;

const identity: StatisticColumn[] = [
  requiredText('source', 'As in calls.', (_row, { source }) => source),
  requiredText(
    'id',
    'Names the statistic, the same over re-reads: source and a hash of stream, agent, extension, interval and parameters. Unique.',
    (row) => row.id,
  ),
  requiredText('provider', 'As in calls.', (_row, { provider }) => provider),
  requiredText('stream', 'As in coverage: statistics-day, …', ({ reading }) => reading.stream),
  text('agent_id', "The vendor's id of the agent.", ({ statistic }) => statistic.agent.id),
  text('agent_name', 'The name of the agent.', ({ statistic }) => statistic.agent.name),
  text(
    'extension_id',
    "The vendor's id of the extension; an agent may have several.",
    ({ statistic }) => statistic.extension.id,
  ),
  text(
    'extension_number',
    'The number of the extension.',
    ({ statistic }) => statistic.extension.number,
  ),
];

const interval: StatisticColumn[] = [
  requiredText(
    'interval_unit',
    'hour, day, week (ISO 8601) or month: never add up different ones.',
    ({ statistic }) => statistic.interval.unit,
  ),
  requiredInstant('interval_from', 'First instant of the interval.', ({ statistic }) =>
    toEpochMs(statistic.interval.from),
  ),
  requiredInstant('interval_to', 'First instant behind the interval.', ({ statistic }) =>
    toEpochMs(statistic.interval.to),
  ),
  requiredText(
    'interval_time_zone',
    'The zone whose calendar the interval is one of.',
    ({ statistic }) => statistic.interval.timeZone,
  ),
  requiredText(
    'parameters',
    'JSON: what the vendor was asked besides the interval. Never add up different ones.',
    ({ reading }) => parametersText(reading.parameters),
  ),
];

const values: StatisticColumn[] = [
  wholeNumber('outbound_calls', 'Outbound calls.', (row) => row.statistic.values.outboundCalls),
  wholeNumber(
    'outbound_seconds',
    'Seconds of talk of outbound calls.',
    (row) => row.statistic.values.outboundSeconds,
  ),
  wholeNumber(
    'outbound_answered',
    'Outbound calls that were answered.',
    (row) => row.statistic.values.outboundAnswered,
  ),
  wholeNumber(
    'outbound_unanswered',
    'Outbound calls that were not.',
    (row) => row.statistic.values.outboundUnanswered,
  ),
  wholeNumber(
    'outbound_failed',
    'Those of the unanswered that failed.',
    (row) => row.statistic.values.outboundFailed,
  ),
  wholeNumber('inbound_calls', 'Inbound calls.', (row) => row.statistic.values.inboundCalls),
  wholeNumber(
    'inbound_seconds',
    'Seconds of talk of inbound calls.',
    (row) => row.statistic.values.inboundSeconds,
  ),
  wholeNumber(
    'inbound_answered',
    'Inbound calls that were answered.',
    (row) => row.statistic.values.inboundAnswered,
  ),
  wholeNumber(
    'inbound_unanswered',
    'Inbound calls that were not.',
    (row) => row.statistic.values.inboundUnanswered,
  ),
  wholeNumber(
    'inbound_busy',
    'Those of the unanswered that found the callee busy.',
    (row) => row.statistic.values.inboundBusy,
  ),
];

/** Aggregates that vendors made. */
export const statisticsTable: WritableTable<StatisticsTableRow> = {
  name: 'statistics',
  comment:
    "Vendors' own sums, one row for each agent, extension and interval. Not made from calls, and never to be added to what is.",
  columns: [
    ...identity,
    ...interval,
    ...values,
    requiredText(
      'derived',
      'JSON: names of the values that were computed here and not told by the vendor.',
      ({ statistic }) => JSON.stringify(statistic.derived),
    ),
    text('raw', "The vendor's words for it, where config says to keep them.", (row) => row.raw),
    requiredWholeNumber(
      'row_hash',
      'Fingerprint of everything that decides the row; tells changed rows from unchanged ones.',
      (row) => row.hash,
    ),
  ],
};
