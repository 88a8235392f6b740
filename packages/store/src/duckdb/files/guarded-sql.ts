import { spreadsheetRules } from '@cdr/core';
import { quoteText } from './quote-text.ts';

const { suspicious, marked, numberLike, plainNumber } = spreadsheetRules;

/** Begins with one of the signs that are marked; as ranges, since these cost next to nothing. */
const markedSigns = ["'", '+', '-', '=', '@'];

/**
 * What core's `spreadsheetText` makes of a text; an empty one becomes NULL. Nearly all texts begin
 * with a letter, or are numbers of phones, agents and queues: comparisons spare them the regular
 * expressions, which take longer than everything else of an export.
 */
export function guardedSql(text: string): string {
  const begins = markedSigns.map((sign) => {
    const next = String.fromCharCode(sign.charCodeAt(0) + 1);
    return `(${text} >= ${quoteText(sign)} AND ${text} < ${quoteText(next)})`;
  });
  const isMarked = matchesSql(text, marked.join('|'));
  const isNumber = `${matchesSql(text, numberLike)} AND NOT ${matchesSql(text, plainNumber)}`;
  return `CASE WHEN ${text} >= 'A' AND ${text} < chr(127) THEN ${text}
    WHEN ${text} = '' THEN NULL
    WHEN ${begins.join(' OR ')} THEN '''' || ${text}
    WHEN ${text} >= '1' AND ${text} < ':' AND strlen(${text}) <= 11 AND TRY_CAST(${text} AS UBIGINT)::VARCHAR = ${text} THEN ${text}
    WHEN ${matchesSql(text, suspicious)} AND (${isMarked} OR (${isNumber})) THEN '''' || ${text}
    ELSE ${text} END`;
}

/** Whether a text matches a regular expression of RE2. */
export function matchesSql(text: string, pattern: string): string {
  return `regexp_matches(${text}, ${quoteText(pattern)})`;
}
