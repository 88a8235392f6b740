import { type CallFilter, numberDigits, type Window } from '@cdr/core';
import type { Parameters } from './parameters.ts';

/** A filter whose names were looked up: what is compared in any case, in the cases that are stored. */
export interface ResolvedFilter extends CallFilter {
  agentNames: readonly string[];
  queueNames: readonly string[];
  tagNames: readonly string[];
}

/** The window of all instants. */
export const always: Window = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** What JavaScript takes for white space: `\s` means less to the database. */
const space = String.raw`[\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]`;
/** As core's `endedInIvr`; never `NULL`. */
const endedInIvrSql = `(direction = 'inbound' AND disposition NOT IN ('answered', 'unknown')
  AND agent_count = 0 AND queued_at IS NULL
  AND CASE WHEN coalesce(queue_id, queue_name) IS NULL THEN "group" IS NULL
    ELSE ended_at IS NOT NULL END)`;
const numberColumns = ['from_number', 'from_e164', 'to_number', 'to_e164'];

/**
 * The filter as a condition on the table `calls`, cut to a window: the same calls as core's
 * `matchesCall` means. The window goes into the tables of agents and tags too, which spares most
 * of them.
 */
export function filterSql(filter: ResolvedFilter, window: Window, parameters: Parameters): string {
  const isOneOf = (column: string, values: readonly string[] | undefined) =>
    isOneOfSql(column, values ?? [], parameters);
  const hasChild = (table: string, conditions: string[]) =>
    `(source, id) IN (SELECT (source, call_id) FROM ${table}
      WHERE ${windowSql(cut, parameters)} AND (${conditions.join(' OR ')}))`;
  const cut = cutWindow(window, filter);

  const conditions = [windowSql(cut, parameters)];
  if (filter.id !== undefined) {
    conditions.push(`(${isOneOf('id', filter.id)} OR ${isOneOf('vendor_id', filter.id)})`);
  }
  for (const column of ['source', 'direction', 'disposition', 'kind'] as const) {
    if (filter[column] !== undefined) conditions.push(isOneOf(column, filter[column]));
  }
  if (filter.number !== undefined) conditions.push(numberSql(filter.number, parameters));
  if (filter.agent !== undefined) {
    const own = ['id', 'login', 'extension'].map((column) => isOneOf(column, filter.agent));
    conditions.push(hasChild('call_agents', [...own, isOneOf('name', filter.agentNames)]));
  }
  if (filter.queue !== undefined) {
    const own = [isOneOf('queue_id', filter.queue), isOneOf('queue_name', filter.queueNames)];
    conditions.push(`(${own.join(' OR ')})`);
  }
  if (filter.tag !== undefined) {
    const own = [isOneOf('id', filter.tag), isOneOf('name', filter.tagNames)];
    conditions.push(hasChild('call_tags', own));
  }
  if (filter.recorded === true) {
    conditions.push('coalesce(recording_ref, recording_url, recording_download_url) IS NOT NULL');
  }
  if (filter.recordingRef !== undefined) {
    conditions.push(isOneOf('recording_ref', filter.recordingRef));
  }
  if (filter.endedInIvr !== undefined) {
    conditions.push(filter.endedInIvr ? endedInIvrSql : `NOT ${endedInIvrSql}`);
  }
  return conditions.join(' AND ');
}

/** Whether a column equals one of the values. */
export function isOneOfSql(
  column: string,
  values: readonly string[],
  parameters: Parameters,
): string {
  if (values.length === 0) return 'false';
  return `${column} IN (${values.map((value) => parameters.text(value)).join(', ')})`;
}

/** What a window and a filter's own bounds, where it has some, have in common. */
export function cutWindow({ from, to }: Window, filter: Partial<Window>): Window {
  return {
    from: Math.max(from, filter.from ?? Number.NEGATIVE_INFINITY),
    to: Math.min(to, filter.to ?? Number.POSITIVE_INFINITY),
  };
}

/** A window, which may be without bounds, as a condition on a column. */
export function windowSql(
  { from, to }: Window,
  parameters: Parameters,
  column = 'started_at',
): string {
  if (from === Number.POSITIVE_INFINITY || to === Number.NEGATIVE_INFINITY) return 'false';
  const conditions = [
    ...(Number.isFinite(from) ? [`${column} >= ${parameters.instant(Math.ceil(from))}`] : []),
    ...(Number.isFinite(to) ? [`${column} < ${parameters.instant(Math.ceil(to))}`] : []),
  ];
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

/**
 * Numbers are equal when their digits are. A column that isn't longer than the digits wanted
 * equals them letter by letter or not at all, so that most columns need no regular expression.
 */
function numberSql(numbers: readonly string[], parameters: Parameters): string {
  const wanted = numbers.map(numberDigits).filter((digits) => /\d/.test(digits));
  const conditions = wanted.flatMap((digits) => {
    const placeholder = parameters.text(digits);
    return numberColumns.map(
      (column) =>
        `(${column} = ${placeholder} OR (strlen(${column}) > ${digits.length} AND
          CASE WHEN regexp_matches(${column}, '^${space}*[+]') THEN '+' ELSE '' END
            || regexp_replace(${column}, '[^0-9]', '', 'g') = ${placeholder}))`,
    );
  });
  return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
}
