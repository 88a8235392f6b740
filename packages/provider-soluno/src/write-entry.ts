import type { HistoryEntry } from './from-call.ts';

/** How a time that there is none of is written: the sample has null, the text "null". */
export type AbsentForm = 'null' | 'text' | 'empty' | 'missing';

/** A row as JSON. */
export function writeEntry(entry: HistoryEntry, absent: AbsentForm): string {
  if (absent === 'null') return JSON.stringify(entry);
  const form = absent === 'text' ? 'null' : absent === 'empty' ? '' : undefined;
  return JSON.stringify({
    ...entry,
    received: entry.received ?? form,
    calleeAnswered: entry.calleeAnswered ?? form,
    stop: entry.stop ?? form,
  });
}
