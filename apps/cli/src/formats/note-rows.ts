import { type Note, toEpochMs, type Zone } from '@cdr/core';
import { type CsvColumn, csvRows, rawText } from './csv-rows.ts';
import { printable } from './display-width.ts';
import { localMinutes, localSeconds } from './local-time.ts';
import { type RowColumn, tableRows } from './table-rows.ts';

/** On whose clocks times are shown. */
interface NoteClocks {
  zoneOfSource: (source: string) => Zone;
}

/** How notes are written as CSV. */
export interface NoteCsvOptions extends NoteClocks {
  /** Whether the vendor's row is told. */
  raw: boolean;
  /** Between the cells. */
  separator: ',' | ';' | '\t';
}

/** Notes as CSV, with columns named as in the store's table. */
export function csvOfNotes(
  batches: AsyncIterable<readonly Note[]>,
  options: NoteCsvOptions,
): AsyncGenerator<string> {
  return csvRows(batches, csvColumns(options), options.separator);
}

/** Notes as a table for people. */
export function tableOfNotes(
  batches: AsyncIterable<readonly Note[]>,
  { zoneOfSource, width }: NoteClocks & { width: number },
): AsyncGenerator<string> {
  const columns: RowColumn<Note>[] = [
    { title: 'written', textOf: (note) => createdText(note, zoneOfSource) },
    { title: 'call', shrinkTo: 12, textOf: ({ callId }) => printable(callId) },
    { title: 'author', shrinkTo: 8, dropOrder: 1, textOf: ({ author }) => authorText(author) },
    { title: 'text', shrinkTo: 20, textOf: (note) => printable(textOf(note)) },
  ];
  return tableRows(batches, columns, width);
}

function csvColumns({ raw, zoneOfSource }: NoteCsvOptions): CsvColumn<Note>[] {
  return [
    { name: 'id', cellOf: ({ id }) => id },
    { name: 'source', cellOf: ({ source }) => source },
    { name: 'call_id', cellOf: ({ callId }) => callId },
    { name: 'created_at', cellOf: ({ createdAt }) => createdAt, plain: true },
    {
      name: 'created_at_local',
      cellOf: ({ createdAt, source }) =>
        createdAt === null ? null : localSeconds(toEpochMs(createdAt), zoneOfSource(source)),
      plain: true,
    },
    { name: 'author_id', cellOf: ({ author }) => author.id },
    { name: 'author_name', cellOf: ({ author }) => author.name },
    { name: 'text', cellOf: ({ text }) => text },
    { name: 'pinned', cellOf: ({ pinned }) => pinned },
    { name: 'edited', cellOf: ({ edited }) => edited },
    { name: 'deleted', cellOf: ({ deleted }) => deleted },
    { name: 'files', cellOf: ({ files }) => fileNames(files) },
    ...(raw ? [{ name: 'raw', cellOf: rawText }] : []),
  ];
}

function createdText(
  { createdAt, source }: Note,
  zoneOfSource: NoteClocks['zoneOfSource'],
): string {
  return createdAt === null ? '' : localMinutes(toEpochMs(createdAt), zoneOfSource(source));
}

function authorText({ name, id }: Note['author']): string {
  return printable(name ?? id ?? '');
}

/** A note may consist of nothing but files, or be gone. */
function textOf({ text, files, deleted }: Note): string {
  const own = text ?? (files.length > 0 ? `[${fileNames(files) ?? ''}]` : '');
  return deleted === true ? `(deleted) ${own}` : own;
}

function fileNames(files: Note['files']): string | null {
  const names = files.map(({ name, id }) => name ?? id).filter((name) => name !== null);
  return names.length === 0 ? null : names.join('; ');
}
