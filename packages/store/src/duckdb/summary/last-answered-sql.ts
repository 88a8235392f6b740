import { isOneOfSql } from '../filter-sql.ts';
import type { SummarySubject } from './summary-part.ts';

/** When the last answered call of each number started, whatever else the filter says than of which sources. */
export function lastAnsweredSql({
  filter,
  parameters,
}: Pick<SummarySubject, 'filter' | 'parameters'>): string {
  const ofSources =
    filter.source === undefined ? 'true' : isOneOfSql('source', filter.source, parameters);
  return `SELECT answered_number, max(moment) AS last_answered
    FROM (
      SELECT CASE WHEN direction = 'outbound' THEN to_e164 ELSE from_e164 END AS answered_number,
        epoch_ms(started_at) AS moment
      FROM calls
      WHERE kind = 'call' AND disposition = 'answered'
        AND direction IN ('inbound', 'outbound') AND ${ofSources})
    WHERE answered_number IS NOT NULL
    GROUP BY answered_number`;
}
