import type { CdrRow } from './from-call.ts';

/** How the caller is written: as the object of the sample, or in an array, as its documents have it. */
export type CallerForm = 'object' | 'array';

/** A record as JSON. */
export function writeCdr(row: CdrRow, callerForm: CallerForm): string {
  return JSON.stringify(callerForm === 'object' ? row : { ...row, caller: [row.caller] });
}
