import type { Note, NoteFilter, NoteSource } from '@cdr/core';

/** What is looked for in notes themselves; absent means anything. */
export interface NoteWords {
  /** Texts that the note holds, in any case: all of them. */
  search?: readonly string[] | undefined;
  /** Ids, or in any case names, of whom one wrote the note. */
  author?: readonly string[] | undefined;
}

/**
 * Which notes are meant. Several filters, when a local range means another one in each zone: every
 * note matches one of them at most.
 */
export interface NoteSelection {
  filters: readonly NoteFilter[];
  words: NoteWords;
}

/** The notes that are meant, in the order of their calls, those of one filter before those of the next. */
export async function* readSelectedNotes(
  notes: NoteSource,
  { filters, words }: NoteSelection,
  { limit = Number.POSITIVE_INFINITY, raw }: { limit?: number | undefined; raw: boolean },
): AsyncGenerator<Note[]> {
  const isMeant = noteMatcher(words);
  let rest = limit;
  for (const filter of filters) {
    if (rest <= 0) return;
    for await (const batch of notes.readNotes({ filter, raw })) {
      const meant = batch.filter(isMeant).slice(0, rest);
      if (meant.length > 0) yield meant;
      rest -= meant.length;
      if (rest <= 0) break;
    }
  }
}

/** How many notes are meant. */
export async function countSelectedNotes(
  notes: NoteSource,
  selection: NoteSelection,
): Promise<number> {
  let count = 0;
  for await (const batch of readSelectedNotes(notes, selection, { raw: false })) {
    count += batch.length;
  }
  return count;
}

function noteMatcher({ search, author }: NoteWords): (note: Note) => boolean {
  const texts = search?.map(folded) ?? [];
  const names = author?.map(folded);
  return ({ text, author: own }) => {
    const said = texts.length === 0 ? '' : folded(text ?? '');
    return (
      texts.every((wanted) => said.includes(wanted)) &&
      (author === undefined ||
        author.includes(own.id ?? '') ||
        names?.includes(folded(own.name ?? '')) === true)
    );
  };
}

/** Letters in one case, and with their marks in one piece, however they were typed. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
