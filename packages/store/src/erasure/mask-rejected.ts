import { hash } from 'node:crypto';
import type { ErasedNumbers, RejectedRow } from '@cdr/core';

/**
 * Takes the text out of a rejected row that names the number of somebody who was erased. What is left
 * tells the row from others, so that it stays as many as it was. Gives the row itself when it doesn't.
 */
export function maskRejected<Row extends RejectedRow>(row: Row, { isIn }: ErasedNumbers): Row {
  if (!isIn(row.raw) && !isIn(row.reason)) return row;
  const erased = hash('sha256', row.raw).slice(0, markLength);
  return { ...row, raw: JSON.stringify({ erased }), reason: 'names somebody who was erased' };
}

const markLength = 16;
