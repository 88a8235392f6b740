import { type EpochMs, parseRfc3339, type Window } from '@cdr/core';
import { type Parameters, textOf } from './parameters.ts';

/** How the vendor reads `from` and `to`: the documents don't say whether their instants belong to the range. */
export interface BoundReadings {
  from: 'inclusive' | 'exclusive';
  to: 'inclusive' | 'exclusive';
}

/** The bounds of a request that names none. */
export interface DefaultRange {
  from: EpochMs;
  /** From the lower bound. */
  to: (from: EpochMs) => EpochMs;
}

/** The instants that a request means; `null` when a bound can't be read, or they lie the wrong way round. */
export function readDateRange(
  parameters: Parameters,
  defaults: DefaultRange,
  readings: BoundReadings,
): Window | null {
  const from = readBound(parameters, 'from', defaults.from);
  if (from === null) return null;
  const to = readBound(parameters, 'to', defaults.to(from));
  if (to === null || to < from) return null;
  return {
    from: readings.from === 'inclusive' ? from : from + 1,
    to: readings.to === 'inclusive' ? to + 1 : to,
  };
}

function readBound(parameters: Parameters, name: string, absent: EpochMs): EpochMs | null {
  const text = textOf(parameters, name);
  return text === null ? absent : parseRfc3339(text);
}
