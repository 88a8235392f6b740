import type { CallSnapshot } from '@cdr/core';
import { callsIn } from '../read-calls.ts';
import { readCallMonths } from './call-months.ts';
import type { CopyPlace } from './copied-bytes.ts';
import { csvBytes } from './csv-bytes.ts';
import { parquetBytes } from './parquet-bytes.ts';

/** The calls that a connection sees, for as long as its transaction lasts. */
export function createCallSnapshot(place: CopyPlace): CallSnapshot {
  return {
    months: (filter = {}) => readCallMonths(place.connection, filter),
    ...callsIn(place.connection),
    parquet: (request = {}) => parquetBytes(place, request),
    csv: (request = {}) => csvBytes(place, request),
  };
}
