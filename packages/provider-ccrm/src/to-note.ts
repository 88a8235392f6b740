import type { Instant, MappedNote, NoteFile, Zone } from '@cdr/core';
import { readWallTime, textOrNull } from '@cdr/provider-kit';
import type { NoteRow } from './api.ts';
import { plainText } from './plain-text.ts';
import { readMark } from './read-mark.ts';
import { personName } from './read-party.ts';
import { isRecord, recordsOf } from './records-of.ts';

const unreadable = Symbol('unreadable');

/** A row as a note. `zone` is that of the times of notes. */
export function toNote(row: NoteRow, zone: Zone): MappedNote {
  if (row.uuid === '') return { ok: false, reason: 'uuid: empty' };
  const createdAt = readTime(row.created, zone);
  if (createdAt === unreadable) return { ok: false, reason: 'created: no wall time' };
  const user = isRecord(row.user) ? row.user : {};
  return {
    ok: true,
    key: row.uuid,
    note: {
      text: plainText(row.text),
      createdAt,
      author: { id: textOrNull(user.uuid), name: personName(user) },
      pinned: readFlag(row.pin),
      edited: readFlag(row.edit),
      deleted: readDeleted(row.status),
      files: recordsOf(row.files).map((file) => toFile(file, zone)),
    },
  };
}

function toFile(file: Record<string, unknown>, zone: Zone): NoteFile {
  const uploadedAt = readTime(file.uploadedAt, zone);
  return {
    id: textOrNull(file.uuid),
    name: textOrNull(file.fileName),
    mimeType: textOrNull(file.mimeType),
    // That it is counted in bytes is unverified.
    sizeBytes: readMark(file.fileSize),
    description: textOrNull(file.fileDescription),
    uploadedAt: uploadedAt === unreadable ? null : uploadedAt,
  };
}

function readTime(value: unknown, zone: Zone): Instant | null | typeof unreadable {
  const text = textOrNull(value);
  return text === null ? null : (readWallTime(text, zone)?.instant ?? unreadable);
}

function readFlag(value: unknown): boolean | null {
  const number = readMark(value);
  return number === null ? null : number > 0;
}

/** The documents know one word, for notes that exist; any other is taken for the opposite. */
function readDeleted(status: unknown): boolean | null {
  const word = textOrNull(status)?.replaceAll(/\P{L}/gu, '').toLowerCase() ?? '';
  return word === '' ? null : !/^exists?$/.test(word);
}
