import { z } from 'zod';
import { instantSchema } from '../time/instant.ts';

const text = z.string().nullable();
const flag = z.boolean().nullable();
const instantOrNull = instantSchema.nullable();

/** A file that is attached to a note. */
export const noteFileSchema = z.strictObject({
  id: text,
  name: text,
  mimeType: text,
  sizeBytes: z.int().nonnegative().nullable(),
  description: text,
  uploadedAt: instantOrNull,
});

/** See {@link noteFileSchema}. */
export type NoteFile = z.infer<typeof noteFileSchema>;

/** What a note is apart from who keeps it: the part that a provider maps from its vendor's row. */
export const noteFieldsSchema = z.strictObject({
  /** Plain text; the vendor's own form of it is in the raw row. */
  text,
  createdAt: instantOrNull,
  author: z.strictObject({ id: text, name: text }),
  pinned: flag,
  edited: flag,
  deleted: flag,
  files: z.array(noteFileSchema),
});

/** See {@link noteFieldsSchema}. */
export type NoteFields = z.infer<typeof noteFieldsSchema>;

/** What somebody wrote to a call. */
export const noteSchema = z.strictObject({
  /** `<source>:<vendor id>`; unique among the notes of its call. */
  id: z.string(),
  source: z.string(),
  /** The id of the call. */
  callId: z.string(),
  ...noteFieldsSchema.shape,
  /** The vendor's row, left out unless asked for. */
  raw: z.unknown().optional(),
});

/** See {@link noteSchema}. */
export type Note = z.infer<typeof noteSchema>;
