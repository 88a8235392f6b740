import { type Note, toEpochMs, type Zone } from '@cdr/core';
import { noteFileNames } from '@cdr/export';
import { printable } from './display-width.ts';
import { localMinutes } from './local-time.ts';
import { type RowColumn, tableRows } from './table-rows.ts';

/** How a table of notes is laid out. */
export interface NoteTableOptions {
  /** On whose clocks times are shown. */
  zoneOfSource: (source: string) => Zone;
  /** Columns of the terminal. */
  width: number;
}

/** Notes as a table for people. */
export function tableOfNotes(
  batches: AsyncIterable<readonly Note[]>,
  { zoneOfSource, width }: NoteTableOptions,
): AsyncGenerator<string> {
  const columns: RowColumn<Note>[] = [
    { title: 'written', textOf: (note) => createdText(note, zoneOfSource) },
    { title: 'call', shrinkTo: 12, textOf: ({ callId }) => printable(callId) },
    { title: 'author', shrinkTo: 8, dropOrder: 1, textOf: ({ author }) => authorText(author) },
    { title: 'text', shrinkTo: 20, textOf: (note) => printable(textOf(note)) },
  ];
  return tableRows(batches, columns, width);
}

function createdText(
  { createdAt, source }: Note,
  zoneOfSource: NoteTableOptions['zoneOfSource'],
): string {
  return createdAt === null ? '' : localMinutes(toEpochMs(createdAt), zoneOfSource(source));
}

function authorText({ name, id }: Note['author']): string {
  return printable(name ?? id ?? '');
}

/** A note may consist of nothing but files, or be gone. */
function textOf({ text, files, deleted }: Note): string {
  const own = text ?? (files.length > 0 ? `[${noteFileNames(files) ?? ''}]` : '');
  return deleted === true ? `(deleted) ${own}` : own;
}
