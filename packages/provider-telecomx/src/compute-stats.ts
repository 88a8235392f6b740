import {
  type Call,
  type CallSource,
  type EpochMs,
  endsOf,
  type SummaryRow,
  summarizeCalls,
  type Zone,
} from '@cdr/core';
import { type subjectFields, valueFields } from './api.ts';
import { countedCalls } from './counted-calls.ts';
import { type IntervalReadings, intervalKey, unitOf } from './interval-key.ts';
import { extensionRefOf } from './local-ends.ts';
import type { StatsQuery } from './stats-query.ts';
import { addValues, mapValues, type StatsValues } from './stats-values.ts';
import type { Appearance } from './told-call.ts';

type SubjectField = (typeof subjectFields)[number];

/** The statistics of an employee's extension. */
export interface EmployeeStats extends Record<SubjectField, string | null> {
  /** By the vendor's names of intervals, in the order of time. */
  data: Map<string, StatsValues>;
}

/** How statistics behave where the documents leave room. */
export interface StatsReadings extends IntervalReadings {
  appears: Appearance;
  /** An employee's extensions have rows of their own, or one row together. */
  extensions: 'apart' | 'joined';
  /** What it says, or 0, as everywhere in the documents' sample. */
  inboundAnswered: 'counted' | 'zero';
}

/** What statistics are made from. */
export interface StatsInput extends StatsReadings {
  calls: CallSource;
  zone: Zone;
  now: EpochMs;
}

/**
 * The statistics that a query asks for, by employee and extension: calls of the same name of an
 * interval are summed up, whatever year or month they are of. A local call is outbound for its
 * caller and inbound for its callee.
 */
export async function computeStats(query: StatsQuery, input: StatsInput): Promise<EmployeeStats[]> {
  const { groupingInterval, employees, window } = query;
  const extensionIds = new Map<string, string>();
  const onCall = (call: Call) => noteExtensions(call, extensionIds);
  const rows = await summarizeCalls(countedCalls(query, { ...input, onCall }), {
    metrics: valueFields,
    by: ['agent', 'extension'],
    interval: unitOf(groupingInterval, input.weeks),
    timeZone: input.zone.id,
    filter: window,
  });
  const stats = new Map<string, EmployeeStats>();
  for (const row of rows) {
    const { interval, dimensions, names } = row;
    const agent = textOrNull(dimensions.agent);
    const extension = textOrNull(dimensions.extension);
    const values = valuesOf(row, query.direction);
    const isSomebody = agent !== null || extension !== null;
    if (interval === null || !isSomebody || values.inboundCalls + values.outboundCalls === 0) {
      continue;
    }
    if (employees !== null && !employees.includes(agent ?? '')) continue;

    const isApart = input.extensions === 'apart' || agent === null;
    const key = JSON.stringify([dimensions.source, agent, isApart ? extension : null]);
    const own = stats.get(key) ?? {
      employeeId: agent,
      employeeName: names.agent ?? null,
      extensionId: extensionIds.get(JSON.stringify([agent, extension])) ?? extension ?? agent,
      extensionNumber: extension,
      data: new Map<string, StatsValues>(),
    };
    stats.set(key, own);
    const name = intervalKey(interval, groupingInterval, input.zone, input);
    own.data.set(name, addValues(own.data.get(name), values));
  }
  return sortStats(
    [...stats.values()].map((own) => finish(own, input)),
    query.sort,
  );
}

function noteExtensions(call: Call, extensionIds: Map<string, string>): void {
  for (const { way, agent, extension } of endsOf(call)) {
    const ref = extensionRefOf(way === 'outbound' ? call.from : call.to);
    const employee = agent?.id ?? agent?.login ?? agent?.extension ?? agent?.name ?? null;
    if (ref !== null) extensionIds.set(JSON.stringify([employee, extension]), ref);
  }
}

function valuesOf({ metrics }: SummaryRow, direction: StatsQuery['direction']): StatsValues {
  return mapValues((field) => {
    const isLeftOut = direction !== 'BOTH' && !field.startsWith(`${direction.toLowerCase()}bound`);
    return isLeftOut ? 0 : (metrics[field] ?? 0);
  });
}

/** Rounds seconds once their sum is whole. */
function finish(own: EmployeeStats, { inboundAnswered }: StatsReadings): EmployeeStats {
  const data = [...own.data].map(([key, values]): [string, StatsValues] => {
    const whole = mapValues((field) => Math.round(values[field]));
    return [key, inboundAnswered === 'zero' ? { ...whole, inboundAnswered: 0 } : whole];
  });
  return { ...own, data: new Map(data) };
}

function sortStats(stats: EmployeeStats[], sort: StatsQuery['sort']): EmployeeStats[] {
  if (sort === null) return stats;
  const { compare } = new Intl.Collator('da', { numeric: true });
  return stats.sort((a, b) => compare(a[sort] ?? '', b[sort] ?? ''));
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
