import type { ConnectionRow } from './from-call.ts';

/**
 * How ids are written. `documented`: those of digits alone as numbers, but for the connection's
 * own, which is text. `text`: all as text. `mixed`: now as text, now as numbers, as it happens.
 * `number`: whatever can be one as a number, the connection's own (`1416225570.340`) too.
 */
export type IdForms = 'documented' | 'text' | 'mixed' | 'number';

/** A row as JSON. Tags and topics are there for those who ask. */
export function writeConnection(
  row: ConnectionRow,
  include: { includeTags: boolean; includeTopics: boolean },
  ids: IdForms,
): string {
  const asNumbers = ids === 'mixed' ? /[02468]$/.test(row.connection_id) : ids !== 'text';
  const idOf = (id: string) => (asNumbers ? numberOf(id) : id);
  const text = JSON.stringify({
    date: row.date,
    src: row.src,
    dst: row.dst,
    disposition: row.disposition,
    ticket_id: idOf(row.ticket_id),
    outbound_result: row.outbound_result,
    duration: row.duration,
    billsec: row.billsec,
    operator: row.operator,
    filename: row.filename,
    user: row.user,
    user_login: row.user_login,
    dst_user: row.dst_user,
    dst_user_login: row.dst_user_login,
    customer_id: idOf(row.customer_id),
    outbound_id: row.outbound_id,
    connection_id: row.connection_id,
    type: row.type,
    rating: row.rating,
    queue_id: idOf(row.queue_id),
    tags: include.includeTags ? row.tags : undefined,
    topic_id: include.includeTopics ? idOf(row.topic_id) : undefined,
    disconnected_by: row.disconnected_by,
    transferred_to: row.transferred_to,
  });
  const id = row.connection_id;
  if (ids !== 'number' && !(ids === 'mixed' && asNumbers)) return text;
  // Written by hand, since a JavaScript number would lose the zero of 1416225570.340.
  return isJsonNumber(id) ? text.replace(`"connection_id":"${id}"`, `"connection_id":${id}`) : text;
}

/** Ids with leading zeros, such as those of campaigns, are no numbers. */
function numberOf(id: string): string | number {
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}

function isJsonNumber(text: string): boolean {
  return /^(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?$/.test(text);
}
