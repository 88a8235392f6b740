import type { AnswerRecord, StreamKey, Window } from '@cdr/core';
import {
  requiredInstant,
  requiredText,
  requiredWholeNumber,
  type WritableTable,
  wholeNumber,
} from './column.ts';

/** How a window was answered, and what it held afterwards. */
export interface AnswerRow extends StreamKey {
  window: Window;
  answer: AnswerRecord;
  content: { calls: number; hash: number };
}

/** What makes a repeated answer known. */
export const answerTable: WritableTable<AnswerRow> = {
  name: 'answers',
  comment:
    'How the newest reading of each slice was answered: the same answer, letter by letter, needs no work when it comes again.',
  columns: [
    requiredText('source', 'As in calls.', (row) => row.source),
    requiredText('stream', 'As in coverage.', (row) => row.stream),
    requiredInstant('window_from', 'First instant of the slice.', (row) => row.window.from),
    requiredInstant('window_to', 'First instant behind the slice.', (row) => row.window.to),
    requiredWholeNumber(
      'digest',
      'Fingerprint of the rows answered and of all that decides their mapping.',
      (row) => row.answer.digest,
    ),
    requiredWholeNumber('received', 'Rows answered.', (row) => row.answer.received),
    requiredWholeNumber(
      'outside',
      'Rows among them that other slices own.',
      (row) => row.answer.outside,
    ),
    requiredWholeNumber(
      'duplicate',
      'Rows among them that repeated others.',
      (row) => row.answer.duplicate,
    ),
    wholeNumber('vendor_rows', 'As in coverage.', (row) => row.answer.vendorRows),
    requiredWholeNumber(
      'calls',
      'Calls of the slice that were stored afterwards.',
      (row) => row.content.calls,
    ),
    requiredWholeNumber(
      'calls_hash',
      'Fingerprint of these calls: shows when they have changed since.',
      (row) => row.content.hash,
    ),
  ],
};
