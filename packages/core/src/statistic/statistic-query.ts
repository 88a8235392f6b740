import type { EpochMs } from '../time/epoch-ms.ts';
import type { StatisticFields } from './statistic.ts';

/**
 * Which statistics are meant. Absent means any; the values of one key are alternatives, and the
 * keys must all hold.
 */
export interface StatisticFilter {
  source?: readonly string[];
  stream?: readonly string[];
  unit?: readonly StatisticFields['interval']['unit'][];
  /** First instant at which an interval may begin. */
  from?: EpochMs;
  /** First instant at which an interval may no longer begin. */
  to?: EpochMs;
  /** Equals the id of the agent or, in any case, the name. */
  agent?: readonly string[];
  /** Equals the id or the number of the extension. */
  extension?: readonly string[];
}

/** A reading of statistics, in the order of their intervals' beginnings, then of the UTF-8 bytes of `id`. */
export interface StatisticQuery {
  filter?: StatisticFilter;
  /** Whether `raw` is filled, where it was kept. Default false. */
  raw?: boolean;
}
