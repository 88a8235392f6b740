import type { Call, Window } from '@cdr/core';
import { maxPageSize } from './api.ts';
import { type BoundReadings, readDateRange } from './date-range.ts';
import type { CdrRow } from './from-call.ts';
import { type LocalEnd, localEndsOf } from './local-ends.ts';
import { countOf, isTrue, type Parameters, textOf } from './parameters.ts';

/** A query of the call records, understood. */
export interface CdrQuery {
  offset: number;
  limit: number;
  window: Window;
  /** Decides which records are meant; `null` when all are. */
  records: RecordFilter | null;
}

/** What a source of calls can't be asked for. */
interface RecordFilter {
  matches: (row: CdrRow, call: Call) => boolean;
  /** What it decides by, as text. */
  by: string;
}

/** What a query means depends on, besides its parameters. */
export interface CdrQueryContext {
  /** Today on the vendor's wall. */
  today: Window;
  readings: BoundReadings;
  /** Most records in one answer. */
  pageCap: number;
}

type Condition = (row: CdrRow, call: Call) => boolean;

/** The parameters that {@link readConditions} reads. */
const conditionNames = [
  'employee',
  'extension',
  'direction',
  'terminatedBy',
  'terminatedReason',
  'filter',
  'answeredByCallee',
  'withNote',
];
const dayMs = 86_400_000;
const defaultLimit = 100;
const failures = new Set(['UNREACHABLE', 'ERROR', 'BLOCKED', 'NOT_FOUND', 'FAILED']);
const reasons = new Set(['CANCEL', 'HANGUP', 'BUSY', ...failures]);

/** Reads the documented parameters; gives the name of the first that can't be read instead. */
export function readCdrQuery(parameters: Parameters, context: CdrQueryContext): CdrQuery | string {
  const offset = countOf(parameters, 'offset', 0);
  if (offset === null) return 'offset';
  const limit = countOf(parameters, 'limit', defaultLimit);
  if (limit === null || limit === 0 || limit > maxPageSize) return 'limit';
  const window = readDateRange(
    parameters,
    { from: context.today.from, to: (from) => from + dayMs },
    context.readings,
  );
  if (window === null) return 'from';
  // Records come as CSV and EXCEL too, but which columns these have isn't documented.
  if ((textOf(parameters, 'format') ?? 'JSON') !== 'JSON') return 'format';
  const conditions = readConditions(parameters);
  if (typeof conditions === 'string') return conditions;
  return {
    offset,
    limit: Math.min(limit, context.pageCap),
    window,
    records:
      conditions.length === 0
        ? null
        : {
            matches: (row, call) => conditions.every((holds) => holds(row, call)),
            by: JSON.stringify(conditionNames.map((name) => parameters[name])),
          },
  };
}

function readConditions(parameters: Parameters): Condition[] | string {
  const conditions: Condition[] = [];
  const employee = textOf(parameters, 'employee');
  const extension = textOf(parameters, 'extension');
  const direction = textOf(parameters, 'direction');
  if (direction !== null && direction !== 'IN' && direction !== 'OUT') return 'direction';
  if (direction !== null && extension === null) return 'extension';
  if (employee !== null || extension !== null) {
    // An extension overrides an employee.
    const isMeant = (end: LocalEnd | null) =>
      extension === null ? end?.employeeId === employee : end?.extensionId === extension;
    conditions.push((_row, call) => {
      const { caller, callee } = localEndsOf(call);
      return (direction !== 'IN' && isMeant(caller)) || (direction !== 'OUT' && isMeant(callee));
    });
  }

  const terminatedBy = textOf(parameters, 'terminatedBy');
  if (terminatedBy !== null && !['A', 'B', 'S'].includes(terminatedBy)) return 'terminatedBy';
  if (terminatedBy !== null) conditions.push((row) => row.terminatedBy === terminatedBy);
  const reason = textOf(parameters, 'terminatedReason');
  if (reason !== null && !reasons.has(reason)) return 'terminatedReason';
  if (reason !== null) {
    conditions.push(({ terminatedReason }) =>
      reason === 'FAILED' ? failures.has(terminatedReason ?? '') : terminatedReason === reason,
    );
  }

  const words = textOf(parameters, 'filter')?.toLowerCase() ?? null;
  if (words !== null) {
    conditions.push(({ caller, callee }) =>
      [caller.number, caller.name, callee.number, callee.name].some((text) =>
        text?.toLowerCase().includes(words),
      ),
    );
  }
  if (isTrue(parameters, 'answeredByCallee')) {
    conditions.push((row) => row.answeredByCallee === true);
  }
  if (isTrue(parameters, 'withNote')) conditions.push((_row, call) => (call.noteCount ?? 0) > 0);
  return conditions;
}
