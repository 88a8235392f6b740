import type { EpochMs } from '../time/epoch-ms.ts';
import type { Instant } from '../time/instant.ts';
import type { Call, CallFields } from './call.ts';

/**
 * Which calls are meant. Absent means any; the values of one key are alternatives, and the keys
 * must all hold.
 */
export interface CallFilter {
  /** Equals the id, or the vendor's own id. */
  id?: readonly string[];
  source?: readonly string[];
  /** First instant of `startedAt`. */
  from?: EpochMs;
  /** First instant of `startedAt` that is out again. */
  to?: EpochMs;
  direction?: readonly CallFields['direction'][];
  disposition?: readonly CallFields['disposition'][];
  kind?: readonly CallFields['kind'][];
  /** Equals the number or e164 of either party, by digits and a leading `+` alone; needs a digit. */
  number?: readonly string[];
  /** Equals the id, login, extension or, in any case, the name of one of the agents. */
  agent?: readonly string[];
  /** Equals the queue's id or, in any case, its name. */
  queue?: readonly string[];
  /** Equals the id or, in any case, the name of one of the tags. */
  tag?: readonly string[];
  /** Has something that leads to a recording. */
  recorded?: true;
  /** Equals the vendor's name of the recording. */
  recordingRef?: readonly string[];
  /** Was lost in a menu, as `endedInIvr` tells, or was not. */
  endedInIvr?: boolean;
}

/** A call's place in the total order: by `startedAt`, then by the UTF-8 bytes of `id`. */
export interface CallKey {
  startedAt: Instant;
  id: string;
}

/** A reading of calls in the total order. */
export interface CallQuery {
  filter?: CallFilter;
  /** Default `asc`. */
  order?: 'asc' | 'desc';
  /** Start behind this call, which need not exist. */
  after?: CallKey;
  /** Leave out that many first. Default 0. */
  offset?: number;
  /** Stop after that many. Default: all. */
  limit?: number;
  /** Whether `raw` is filled, where it was kept. Default false. */
  raw?: boolean;
}

/** What vendor APIs and exports read calls through. */
export interface CallSource {
  /**
   * The same number as long as the calls are the same, so that what was learned of them holds; `null`
   * while they are just changing. With `sources`, as far as calls of these are concerned. Absent where
   * nobody can tell.
   */
  revision?(sources?: readonly string[]): number | null;
  count(filter?: CallFilter): Promise<number>;
  /** The calls in batches of a few thousand at most; memory doesn't grow with their number. */
  read(query?: CallQuery): AsyncIterable<Call[]>;
}
