import { type FlatColumn, localSeconds, type Note, rawText, toEpochMs, type Zone } from '@cdr/core';

/** What of notes is told in flat columns, and on whose clocks. */
export interface NoteColumnOptions {
  /** Whether the vendor's row is told. */
  raw: boolean;
  /** Of `created_at_local`. */
  zoneOfSource: (source: string) => Zone;
}

/** Every field of a note as a flat column, named as in the stores' tables. */
export function noteColumns({ raw, zoneOfSource }: NoteColumnOptions): FlatColumn<Note>[] {
  return [
    { name: 'id', type: 'text', cellOf: ({ id }) => id },
    { name: 'source', type: 'text', cellOf: ({ source }) => source },
    { name: 'call_id', type: 'text', cellOf: ({ callId }) => callId },
    { name: 'created_at', type: 'instant', cellOf: ({ createdAt }) => createdAt },
    {
      name: 'created_at_local',
      type: 'local-time',
      cellOf: ({ createdAt, source }) =>
        createdAt === null ? null : localSeconds(toEpochMs(createdAt), zoneOfSource(source)),
    },
    { name: 'author_id', type: 'text', cellOf: ({ author }) => author.id },
    { name: 'author_name', type: 'text', cellOf: ({ author }) => author.name },
    { name: 'text', type: 'text', cellOf: ({ text }) => text },
    { name: 'pinned', type: 'boolean', cellOf: ({ pinned }) => pinned },
    { name: 'edited', type: 'boolean', cellOf: ({ edited }) => edited },
    { name: 'deleted', type: 'boolean', cellOf: ({ deleted }) => deleted },
    { name: 'files', type: 'text', cellOf: ({ files }) => noteFileNames(files) },
    ...(raw ? [{ name: 'raw', type: 'text' as const, cellOf: rawText }] : []),
  ];
}

/** The names of a note's files, joined by `; `; `null` when it has none. */
export function noteFileNames(files: Note['files']): string | null {
  const names = files.map(({ name, id }) => name ?? id).filter((name) => name !== null);
  return names.length === 0 ? null : names.join('; ');
}
