import type { Call } from '../call/call.ts';
import type { CallFilter, CallQuery } from '../call/call-source.ts';

/** Which calls a file holds. */
export interface CallFileRequest {
  /** Alternatives, of which every call matches one at most. Default: all calls. */
  filters?: readonly CallFilter[] | undefined;
  /** Stop after that many calls. Default: all. */
  limit?: number | undefined;
  /** Whether the vendor's row and the addresses of recordings are told. Default: no. */
  raw?: boolean | undefined;
}

/** How a Parquet file is made. */
export interface CallParquetRequest extends CallFileRequest {
  /** Whether the column `source` is left out, as in files whose folder tells it. */
  withoutSource?: boolean | undefined;
}

/** How a CSV file is made. */
export interface CallCsvRequest extends CallFileRequest {
  /** Of `started_at_local`. Default: each call's own zone. */
  timeZone?: string | undefined;
  /** Between the cells. Default: a comma. */
  separator?: ',' | ';' | '\t' | undefined;
}

/** The calls of a source that started in one month of UTC. */
export interface CallMonth {
  source: string;
  year: number;
  /** 1 to 12. */
  month: number;
  calls: number;
  /** Another one when a call came, went or changed, or when Parquet files would be made otherwise. */
  fingerprint: string;
}

/**
 * The calls of a store as of one moment, to be read, or as files that the store makes itself, in the
 * total order: faster than reading calls one by one. Memory doesn't grow with their number.
 */
export interface CallSnapshot {
  /** The months that have calls, by source and time. */
  months(filter?: CallFilter): Promise<CallMonth[]>;
  /** How many calls the filter means; all without one. */
  count(filter?: CallFilter): Promise<number>;
  /** The calls in batches, as `Store.read` gives them. */
  read(query?: CallQuery): AsyncIterable<Call[]>;
  /** The bytes of a Parquet file. */
  parquet(request?: CallParquetRequest): AsyncIterable<Uint8Array>;
  /** The bytes of a CSV file with the columns of `callColumns`, its texts those of `spreadsheetText`. */
  csv(request?: CallCsvRequest): AsyncIterable<Uint8Array>;
}
