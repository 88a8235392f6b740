import type { EpochMs } from '@cdr/core';
import {
  BIGINT,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  TIMESTAMPTZ,
  VARCHAR,
} from '@duckdb/node-api';

/** The values of a statement, in the order in which its text names them; each method gives a placeholder. */
export interface Parameters {
  text(text: string | null): string;
  number(number: number | null): string;
  instant(epochMs: EpochMs | null): string;
  /** A list, to be used as `IN (SELECT unnest(…))`. */
  texts(texts: readonly string[]): string;
  /** A list of 64-bit integers. */
  integers(integers: readonly bigint[]): string;
  readonly values: DuckDBValue[];
  readonly types: DuckDBType[];
}

export function createParameters(): Parameters {
  const values: DuckDBValue[] = [];
  const types: DuckDBType[] = [];

  function add(value: DuckDBValue, type: DuckDBType): string {
    types.push(type);
    return `$${values.push(value)}`;
  }

  return {
    text: (text) => add(text, VARCHAR),
    number: (number) => add(number === null ? null : BigInt(number), BIGINT),
    instant: (epochMs) =>
      add(
        epochMs === null ? null : new DuckDBTimestampTZValue(BigInt(epochMs) * 1000n),
        TIMESTAMPTZ,
      ),
    texts: (texts) => add(listValue(texts), LIST(VARCHAR)),
    integers: (integers) => add(listValue(integers), LIST(BIGINT)),
    values,
    types,
  };
}
