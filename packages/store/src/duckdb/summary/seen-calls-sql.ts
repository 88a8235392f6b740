import {
  type Dimension,
  type DimensionName,
  dimensions,
  type SummaryPlan,
  type TextPath,
  type Window,
} from '@cdr/core';
import { quoteName } from '../../schema/quote-name.ts';
import { filterSql, windowSql } from '../filter-sql.ts';
import type { Parameters } from '../parameters.ts';
import { internalEndsSql } from './internal-ends-sql.ts';
import { hourOfDaySql, weekdaySql } from './interval-key-sql.ts';
import { timeColumns } from './length-sql.ts';
import { nameColumn, type SummarySubject, valueColumn } from './summary-part.ts';

const textColumns: Record<TextPath, string> = {
  source: 'source',
  provider: 'provider',
  direction: 'direction',
  disposition: 'disposition',
  group: '"group"',
  service: 'service',
  'queue.id': 'queue_id',
  'queue.name': 'queue_name',
  'from.number': 'from_number',
  'from.e164': 'from_e164',
  'to.number': 'to_number',
  'to.e164': 'to_e164',
  'agent.id': 'agent_id',
  'agent.login': 'agent_login',
  'agent.extension': 'agent_extension',
  'agent.name': 'agent_name',
  extension: 'extension',
};

const sideColumns = [
  'way',
  'agent_id',
  'agent_login',
  'agent_extension',
  'agent_name',
  'extension',
];
const callColumns = [
  ...Object.values(textColumns).filter((column) => !sideColumns.includes(column)),
  ...timeColumns,
];

/**
 * The calls of a window, once for each end from which they count: with `way`, the values of the plan's
 * dimensions and their names, and `moment`, their start in milliseconds. The same as core's `placeOfCall`
 * says of the ends that `endsOf` or `wholeCall` finds.
 */
export function seenCallsSql(subject: SummarySubject, window: Window): string {
  const { plan, parameters } = subject;
  const joinsPeople = plan.dimensions.includes('agent') && plan.people.agents.length > 0;
  const columns = plan.dimensions.flatMap((name, index) => {
    const value = `${valueSql(subject, name, joinsPeople)} AS ${valueColumn(index)}`;
    const named = nameSql(name, joinsPeople);
    return named === null ? [value] : [value, `${named} AS ${nameColumn(index)}`];
  });
  return `SELECT ${['*', ...columns].join(', ')} FROM (${endsSql(subject, window)}) AS ends
    ${joinsPeople ? peopleJoinSql(plan, parameters) : ''}`;
}

function valueSql(
  { plan, starts }: SummarySubject,
  name: DimensionName,
  joinsPeople: boolean,
): string {
  const { of }: Dimension = dimensions[name];
  if (of === 'hour') return hourOfDaySql(plan.zone, starts, 'moment');
  if (of === 'weekday') return weekdaySql(plan.zone, starts, 'moment');
  const text = firstKnownSql(of);
  if (joinsPeople && name === 'agent') return `coalesce(person, ${text})`;
  const isNobodys = joinsPeople && name === 'source' && plan.joinsSources;
  return isNobodys ? `CASE WHEN person IS NULL THEN ${text} END` : text;
}

function nameSql(name: DimensionName, joinsPeople: boolean): string | null {
  const { name: named }: Dimension = dimensions[name];
  if (named === undefined) return null;
  const text = textColumns[named.of];
  return joinsPeople && name === 'agent' ? `coalesce(person, ${text})` : text;
}

function endsSql({ plan, filter, parameters }: SummarySubject, window: Window): string {
  const where = filterSql(filter, window, parameters);
  if (!plan.bySide) return `SELECT ${selectedSql}, direction AS way FROM calls WHERE ${where}`;
  const internal = internalEndsSql({
    selected: selectedSql,
    where: `${filterSql(filter, window, parameters)} AND direction = 'internal'`,
    agentsWhere: windowSql(window, parameters),
  });
  return `SELECT ${selectedSql}, direction AS way, agent_id, agent_login, agent_extension, agent_name,
      ${extensionSql} AS extension
    FROM calls WHERE ${where} AND direction <> 'internal'
    UNION ALL BY NAME ${internal}`;
}

const selectedSql = [...callColumns, 'epoch_ms(started_at) AS moment'].join(', ');

const extensionSql = `coalesce(agent_extension, CASE
  WHEN direction = 'inbound' AND to_type = 'extension' THEN to_number
  WHEN direction = 'outbound' AND from_type = 'extension' THEN from_number END)`;

function peopleJoinSql({ people }: SummaryPlan, parameters: Parameters): string {
  const columns = {
    person_source: people.agents.map(({ source }) => source),
    person_agent: people.agents.map(({ agent }) => agent),
    person: people.agents.map(({ person }) => person),
  };
  const lists = Object.entries(columns).map(
    ([column, texts]) => `unnest(${parameters.texts(texts)}) AS ${quoteName(column)}`,
  );
  const { of } = dimensions.agent;
  return `LEFT JOIN (SELECT ${lists.join(', ')}) AS people
    ON person_source = source AND person_agent = ${firstKnownSql(of)}`;
}

function firstKnownSql(paths: readonly TextPath[]): string {
  const columns = paths.map((path) => textColumns[path]);
  return columns.length === 1 ? columns.join() : `coalesce(${columns.join(', ')})`;
}
