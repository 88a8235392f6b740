import type { Call } from '../call/call.ts';
import { hourOfDay, weekdayOf } from '../time/calendar.ts';
import { toEpochMs } from '../time/instant.ts';
import type { CallEnd } from './call-ends.ts';
import { type Dimension, type DimensionName, dimensions, textAt } from './dimensions.ts';
import type { SummaryPlan } from './summary-plan.ts';
import type { DimensionValue } from './summary-row.ts';

/** Which rows a call belongs to: values of the plan's dimensions, and the names of the ids among them. */
export interface CallPlace {
  values: DimensionValue[];
  names: (string | null)[];
}

/** Where a call belongs, seen from one of its ends. */
export function placeOfCall(
  { dimensions: planned, zone, people, joinsSources }: SummaryPlan,
  call: Call,
  end: CallEnd,
): CallPlace {
  const agent = planned.includes('agent') ? textOf('agent', call, end) : null;
  const person = agent === null ? null : people.personOf(call.source, agent);
  const names = planned.map((dimension) => {
    if (dimension === 'agent' && person !== null) return person;
    const { name }: Dimension = dimensions[dimension];
    return name === undefined ? null : textAt(name.of, call, end);
  });
  const values = planned.map((dimension) => {
    const { of }: Dimension = dimensions[dimension];
    if (of === 'hour') return hourOfDay(zone.toWall(toEpochMs(call.startedAt)));
    if (of === 'weekday') return weekdayOf(zone.toWall(toEpochMs(call.startedAt)));
    if (person !== null && dimension === 'agent') return person;
    if (person !== null && dimension === 'source' && joinsSources) return null;
    return textOf(dimension, call, end);
  });
  return { values, names };
}

/** The first of a dimension's texts that is known. */
function textOf(name: DimensionName, call: Call, end: CallEnd): string | null {
  const { of }: Dimension = dimensions[name];
  if (typeof of === 'string') return null;
  for (const path of of) {
    const text = textAt(path, call, end);
    if (text !== null) return text;
  }
  return null;
}
