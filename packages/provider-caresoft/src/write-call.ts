import type { VendorCallRow } from './from-call.ts';

/**
 * How ids are written. `sample`: as in the documents' sample, some as numbers and some as text.
 * `mixed`: now as text, now as numbers, as real rows have them. `text`, `number`: all one way, where
 * they can be.
 */
type IdForms = 'sample' | 'mixed' | 'text' | 'number';

/** What else the vendor makes of rows. */
export interface WritingForms {
  ids: IdForms;
  /** `call_type` of what was lost in the IVR: that of inbound calls, or the 3 that was asked for. */
  ivrCallType: 0 | 3;
  /** `answered`: answered calls may have one, too, as in real rows. */
  missedReason: 'missed' | 'answered';
}

const numbersOfSample = new Set<keyof VendorCallRow>([
  ...(['id', 'customer_id', 'group_id', 'ticket_id', 'last_user_id'] as const),
]);
const ids = [
  ...numbersOfSample,
  ...(['service_id', 'user_id', 'agent_id', 'last_agent_id'] as const),
];

/** A row as JSON. */
export function writeCall(row: VendorCallRow, isIvr: boolean, forms: WritingForms): string {
  const written: Record<string, unknown> = { ...row };
  if (isIvr) written.call_type = forms.ivrCallType;
  if (row.path === null) delete written.path;
  if (row.path_download === null) delete written.path_download;
  if (forms.missedReason === 'answered' && row.call_status === 'meetAgent') {
    written.missed_reason = 'missed_agent_timeout';
  }
  ids.forEach((name, index) => {
    const id = row[name];
    if (typeof id === 'string' && isNumber(name, index, row, forms.ids))
      written[name] = numberOf(id);
  });
  return JSON.stringify(written);
}

function isNumber(
  name: keyof VendorCallRow,
  index: number,
  { start_time }: VendorCallRow,
  forms: IdForms,
): boolean {
  if (forms !== 'mixed')
    return forms === 'number' || (forms === 'sample' && numbersOfSample.has(name));
  // The call's own id is a number in every row that was seen.
  return name === 'id' || (start_time.charCodeAt(18) + index) % 2 === 0;
}

/** Ids with leading zeros, or with letters, are no numbers. */
function numberOf(id: string): string | number {
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}
