import { type Note, type NoteFile, toEpochMs, type Zone } from '@cdr/core';
import { type EventRow, formatSecond, splitName } from './from-call.ts';
import { type WritingForms, writeExternalNumber, writeWord } from './write-event.ts';

/** How the vendor writes notes where its documents leave room. */
export interface NoteForms {
  /** The text: as the editor Draft.js keeps it, or as it was typed. */
  noteText: 'draft' | 'plain';
  /** What stands for no files: an empty object or an empty list. */
  emptyFiles: 'object' | 'list';
}

/**
 * A note of any source as JSON, told as well as CCRM can tell it. `event` is its call, with times of
 * `zone`. The word for a deleted note is unverified.
 */
export function writeNote(
  note: Note,
  event: EventRow,
  { zone, ...forms }: NoteForms & WritingForms & { zone: Zone },
): string {
  const { numberNotFormatted, numberFormatted } = writeExternalNumber(event.externalNumber, forms);
  const hasObject = note.files.length === 0 && forms.emptyFiles === 'object';
  return JSON.stringify({
    text: forms.noteText === 'plain' || note.text === null ? note.text : writeDraft(note.text),
    created: timeOf(note.createdAt, zone),
    uuid: uuidOf(note),
    user: { ...splitName(note.author.name), uuid: note.author.id },
    status: note.deleted === null ? null : note.deleted ? 'deleted' : 'exist',
    call: {
      uuid: event.uuid,
      callDate: event.callDate,
      callDirection: writeWord(event.callDirection, forms),
      service: writeWord(event.service, forms),
      externalNumber: { numberNotFormatted, numberFormatted },
    },
    organisation: null,
    person: null,
    pin: markOf(note.pinned),
    files: hasObject ? {} : note.files.map((file) => fileOf(file, zone)),
    edit: markOf(note.edited),
  });
}

/** The text as Draft.js keeps it: a block a line, with a key of five letters and digits. */
function writeDraft(text: string): string {
  const blocks = text.split('\n').map((line, index) => ({
    key: index.toString(36).padStart(5, 'a'),
    text: line,
    type: 'unstyled',
    depth: 0,
    inlineStyleRanges: [],
    entityRanges: [],
    data: {},
  }));
  return JSON.stringify({ blocks, entityMap: {} });
}

/** The id of a note begins with that of its source. */
function uuidOf({ id, source }: Note): string {
  return id.startsWith(`${source}:`) ? id.slice(source.length + 1) : id;
}

function fileOf(file: NoteFile, zone: Zone): object {
  const [, extension = null] = /\.([^.]+)$/.exec(file.name ?? '') ?? [];
  return {
    uuid: file.id,
    uploadedAt: timeOf(file.uploadedAt, zone),
    relatedTo: 'note',
    mimeType: file.mimeType,
    fileExtension: extension,
    fileSize: file.sizeBytes,
    fileDescription: file.description,
    fileName: file.name,
  };
}

function timeOf(instant: string | null, zone: Zone): string | null {
  return instant === null ? null : formatSecond(zone.toWall(toEpochMs(instant)));
}

function markOf(flag: boolean | null): number | null {
  return flag === null ? null : Number(flag);
}
