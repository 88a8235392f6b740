import type { CallFilter } from '../call/call-source.ts';
import type { IntervalUnit } from '../time/calendar.ts';
import type { DimensionName } from './dimensions.ts';
import type { MetricName } from './metrics.ts';

/** Somebody who is an agent of several sources, or several agents of one. */
export interface Person {
  /** The name, which stands for the agents in rows. */
  name: string;
  /** Agents as the dimension `agent` names them. */
  agents: readonly { source: string; agent: string }[];
}

/** What a summary of calls shall tell. */
export interface SummaryQuery {
  metrics: readonly MetricName[];
  /** Rows for each value, and each combination of values, that occurs. Default: one row for all. */
  by?: readonly DimensionName[];
  /** Rows for each interval besides. Default: one for all time. */
  interval?: IntervalUnit;
  /** The zone whose clocks say what a day is. Throws `ConfigError` when it isn't one. */
  timeZone: string;
  /**
   * Which calls count; `from` and `to` say from which range rows are told. `kind` is `call` unless
   * said otherwise.
   */
  filter?: CallFilter;
  /** For the service level. Default 20000. */
  thresholdMs?: number;
  /** Rows also for intervals without calls. Without `from` or `to`, up to the first or last call. Default false. */
  fill?: boolean;
  /**
   * Of each interval only so many rows: those with the most calls, the most first. How many they have
   * is told too. Not together with `fill`. Default: all rows.
   */
  top?: number;
  /** Default: none, and agents of different sources are different people. */
  people?: readonly Person[];
  /**
   * By source, what its vendor tells too little for: such a metric is `null` in rows to which calls
   * of the source belong. Default: everything is computed from what there is.
   */
  unsupplied?: Readonly<Record<string, readonly MetricName[]>>;
}
