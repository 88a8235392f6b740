import { z } from 'zod';

/** The vendor's page on the contact history and its notes. */
export const historyDoc =
  'https://wiki.telecube.pl/books/zewnetrzne-integracje/page/historia-kontaktu';

/** The vendor's page on keys and refusals. */
export const authorizationDoc =
  'https://wiki.telecube.pl/books/zewnetrzne-integracje/page/autoryzacja';

/** Path of the contact history, behind the base address. */
export const historyPath = '/publicApi/callHistory';

/** Path of the notes to one event. */
export const notesPath = '/publicApi/notes';

/** Rows in one answer; the next ones are on the page with the next number, from 1. */
export const maxPageSize = 1000;

/** How often an account is asked unless config says otherwise: there is a limit that nobody names. */
export const requestsPerSecond = 5;

/** What the vendor says with 403 when it was asked too often. */
export const rateLimitMessage = 'Request limit has been exceeded';

/** Text or a number: the documents' tables and samples differ in which it is. */
const scalar = z.union([z.string(), z.number()]).nullish();

/** A number, or yes and no as 1 and 0. */
const mark = z.union([z.string(), z.number(), z.boolean()]).nullish();

/** One row of the contact history: the fields that the mapping uses. */
export const eventSchema = z.object({
  uuid: z.string(),
  /** `YYYY-MM-DD HH:mm:ss` on the vendor's wall. */
  callDate: z.string(),
  /** CALL, SMS or FAX. */
  service: z.string(),
  /** in, out or internal, in any case. */
  callDirection: z.string().nullish(),
  /** answered, noAnswer or busy, in any case and spelling. */
  status: z.string().nullish(),
  /** Whole seconds from start to end: ringing and talking are not told apart. */
  duration: scalar,
  /** A list in the table, an object in the sample. */
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  /** `{status, receivers}`: the people of the organisation. */
  userTalk: z.unknown().optional(),
  destination: scalar,
  /** Without unit or currency. */
  cost: scalar,
  /** The text of an SMS. */
  smsData: scalar,
  /** How many notes there are, or whether there are any. */
  note: mark,
  /** The labels. */
  flags: z.unknown().optional(),
});

/** See {@link eventSchema}. */
export type ContactEvent = z.infer<typeof eventSchema>;

/** One note: the fields that the mapping uses. */
export const noteRowSchema = z.object({
  uuid: z.string(),
  /** What the editor Draft.js writes, as JSON inside a text. */
  text: z.unknown().optional(),
  /** `YYYY-MM-DD HH:mm:ss`, on another wall than the times of the history. */
  created: scalar,
  /** `exist`; the word for deleted ones is not documented. */
  status: scalar,
  /** The author. */
  user: z.unknown().optional(),
  pin: mark,
  edit: mark,
  /** A list in the table, an object in the sample. */
  files: z.unknown().optional(),
});

/** See {@link noteRowSchema}. */
export type NoteRow = z.infer<typeof noteRowSchema>;

/** The event that a note belongs to. */
export const noteEventSchema = z.object({ call: z.object({ uuid: z.string() }) });
