import { type RowList, VendorResponseError } from '@cdr/core';
import { noteEventSchema } from './api.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Reads the answer to a question for the notes to one event. Throws `VendorResponseError` for notes
 * that belong to another one, as of a vendor that takes no notice of what it was asked, and where
 * the answer holds less or more than it says: the documents know no pages of notes.
 */
export function readNotes(text: string, uuid: string): RowList {
  const { rows, texts, total } = readAnswer(text);
  if (rows.length !== total) {
    throw new VendorResponseError({
      what: `The answer holds ${rows.length} notes and tells of ${total}`,
    });
  }
  if (!rows.every((row) => isOf(row, uuid))) {
    throw new VendorResponseError({ what: 'The answer holds notes to another event' });
  }
  return { rows, texts };
}

/** By the uuid alone: times and numbers of an event are told otherwise among its notes. */
function isOf(row: unknown, uuid: string): boolean {
  const event = noteEventSchema.safeParse(row);
  return !event.success || event.data.call.uuid.toLowerCase() === uuid.toLowerCase();
}
