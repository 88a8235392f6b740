import type { Call } from '../call/call.ts';
import { matchesCall } from '../call/match-call.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import { toEpochMs } from '../time/instant.ts';
import { endsOf, wholeCall } from './call-ends.ts';
import { fillRows } from './fill-rows.ts';
import { putLater, rememberAnswer } from './last-answered.ts';
import { createLatestNames, type LatestNames } from './latest-names.ts';
import { isSpan } from './measure.ts';
import { type CallPlace, placeOfCall } from './place-of-call.ts';
import { rowRange, type Starts } from './row-range.ts';
import {
  addStart,
  addStretches,
  intervalsOfGroup,
  mergeGroup,
  type SummaryGroup,
} from './summary-group.ts';
import { planSummary } from './summary-plan.ts';
import type { SummaryQuery } from './summary-query.ts';
import type { SummaryRow } from './summary-row.ts';
import { resultOfTally } from './tally.ts';

/** Figures of any stream of calls, in any order, and of parts of it that were measured apart. */
export interface Summary {
  /**
   * Takes a call into account. Give each call once, and not only those that the filter means: calls
   * that began before the range may go on in it, and any call may answer a missed one.
   */
  add(call: Call): void;
  /** Takes in what was measured of other calls, for the same query. */
  merge(other: Summary): void;
  /** The figures of what was given, sorted by interval, then by the values of dimensions. */
  rows(): SummaryRow[];
  /** What was measured: to be merged, and otherwise of no use. */
  readonly parts: SummaryParts;
}

/** See {@link Summary.parts}. */
export interface SummaryParts {
  groups: Map<string, SummaryGroup>;
  names: LatestNames;
  /** When the last answered call of each number started. */
  lastAnswered: Map<string, EpochMs>;
  starts: Starts;
}

/** Begins a summary. Throws `ConfigError` when the query's zone is none. */
export function createSummary(query: SummaryQuery): Summary {
  const plan = planSummary(query);
  const spansCount = [...plan.measures.values()].some(isSpan);
  const followsNumbers = [...plan.measures.values()].some(({ kind }) => kind === 'open');
  const parts: SummaryParts = {
    groups: new Map(),
    names: createLatestNames(),
    lastAnswered: new Map(),
    starts: null,
  };

  function groupOf({ values }: CallPlace): SummaryGroup {
    const key = JSON.stringify(values);
    let group = parts.groups.get(key);
    if (group === undefined) {
      group = { values, tallies: new Map(), stretches: new Map() };
      parts.groups.set(key, group);
    }
    return group;
  }

  function rememberNames({ values, names }: CallPlace, at: EpochMs): void {
    const source = values[plan.dimensions.indexOf('source')] ?? null;
    plan.dimensions.forEach((dimension, index) => {
      const name = names[index] ?? null;
      const id = values[index] ?? null;
      if (name !== null) parts.names.add({ dimension, source, id, name, at });
    });
  }

  return {
    parts,
    add(call) {
      const startedAt = toEpochMs(call.startedAt);
      if (followsNumbers) rememberAnswer(parts.lastAnswered, plan.filter, call);
      const startsBefore = startedAt < plan.range.from;
      if (startedAt >= plan.range.to || (startsBefore && !spansCount)) return;
      if (!matchesCall(call, plan.filter)) return;
      for (const end of plan.bySide ? endsOf(call) : [wholeCall(call)]) {
        const seen = { call, startedAt, end, thresholdMs: plan.thresholdMs };
        const place = placeOfCall(plan, call, end);
        const group = groupOf(place);
        const goesOn = spansCount && addStretches(group, plan, seen);
        if (!startsBefore) addStart(group, plan, seen);
        if (!startsBefore || goesOn) rememberNames(place, startedAt);
      }
      if (!startsBefore)
        parts.starts = joinStarts(parts.starts, { first: startedAt, last: startedAt });
    },
    merge({ parts: other }) {
      for (const [key, group] of other.groups) {
        const own = parts.groups.get(key) ?? {
          values: group.values,
          tallies: new Map(),
          stretches: new Map(),
        };
        mergeGroup(own, group);
        parts.groups.set(key, own);
      }
      parts.names.merge(other.names);
      for (const [number, at] of other.lastAnswered) putLater(parts.lastAnswered, number, at);
      parts.starts = joinStarts(parts.starts, other.starts);
    },
    rows() {
      const range = rowRange(plan, parts.starts);
      const rows: SummaryRow[] = [];
      if (range === null) return rows;
      for (const group of parts.groups.values()) {
        const names = parts.names.of(plan.dimensions, group.values);
        for (const { interval, tallies, spans } of intervalsOfGroup(group, plan, range)) {
          const measured = (key: string) => {
            const tally = tallies.get(key);
            if (tally === undefined) return spans.get(key) ?? 0;
            return resultOfTally(tally, parts.lastAnswered);
          };
          rows.push(plan.toRow({ interval, values: group.values, names, measured }));
        }
      }
      return fillRows(plan, rows, range);
    },
  };
}

/** Measures calls as they pass. */
export async function summarizeCalls(
  batches: AsyncIterable<readonly Call[]>,
  query: SummaryQuery,
): Promise<SummaryRow[]> {
  const summary = createSummary(query);
  for await (const batch of batches) for (const call of batch) summary.add(call);
  return summary.rows();
}

function joinStarts(a: Starts, b: Starts): Starts {
  if (a === null || b === null) return a ?? b;
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}
