import { z } from 'zod';

/** The vendor's page on its call statistics. */
export const cdrStatsDoc = 'https://wiki.telecomx.dk/doku.php?id=api:pbx:cdrstats';

/** The vendor's page on its call records. */
export const cdrDoc = 'https://wiki.telecomx.dk/doku.php?id=api:pbx:cdr';

/** The vendor's page on logging in. */
export const loginDoc = 'https://wiki.telecomx.dk/doku.php?id=api:auth:login';

/** The vendor's page on `/ping`: here one learns where the token goes, and how it is refused. */
export const pingDoc = 'https://wiki.telecomx.dk/doku.php?id=api:ping';

/** Where the vendor answers. */
export const defaultBaseUrl = 'https://api.telecomx.dk';

/** Path of the call records, behind the base address. */
export const cdrPath = '/pbx/cdr';

/** Path of the statistics. */
export const cdrStatsPath = '/pbx/cdrstats';

/** Path of the login. */
export const loginPath = '/auth/login';

/** Most records in one answer. */
export const maxPageSize = 10_000;

/** What a statistic is about. */
export const subjectFields = [
  'employeeId',
  'employeeName',
  'extensionId',
  'extensionNumber',
] as const;

/** What a statistic counts. */
export const valueFields = [
  'outboundCalls',
  'outboundSeconds',
  'outboundAnswered',
  'outboundUnanswered',
  'outboundFailed',
  'inboundCalls',
  'inboundSeconds',
  'inboundAnswered',
  'inboundUnanswered',
  'inboundBusy',
] as const;

/** Every field of a statistic, in the order of the documents. */
export const statsFields = [...subjectFields, ...valueFields] as const;

/** One of {@link statsFields}. */
export type StatsField = (typeof statsFields)[number];

/** What statistics can be told by. */
export const groupingIntervals = ['MONTH', 'WEEK', 'DAY', 'HOUR'] as const;

/** Which calls statistics can be about. */
export const statsDirections = ['IN', 'OUT', 'BOTH'] as const;

/** How statistics can be written. */
export const statsFormats = ['JSON', 'CSV', 'EXCEL'] as const;

const text = z.union([z.string(), z.number()]).nullish();

/** One end of a call: its number, and the id of its extension where it is a local one. */
const partySchema = z.object({
  number: text,
  name: z.string().nullish(),
  /** SIPPHONE, MOBILE, EXTERNAL, EXTERNALPHONE or SYSTEM; the documents give it to callers alone. */
  type: z.string().nullish(),
  /** The number that sent the call on to this caller. */
  divertedBy: text,
  extension: text,
});

/** The documents call `caller` an array and show it as an object. */
const partyOrListSchema = z
  .union([partySchema, z.array(partySchema).max(1)])
  .nullish()
  .transform((value) => (Array.isArray(value) ? value[0] : value) ?? null);

/** One call record: the fields that the mapping uses. */
export const cdrSchema = z.object({
  _id: z.string().min(1),
  /** RFC 3339. */
  started: z.string(),
  answered: z.string().nullish(),
  /** Whether the callee answered, and not the system, a voicemail say. */
  answeredByCallee: z.boolean().nullish(),
  ended: z.string().nullish(),
  caller: partyOrListSchema,
  callee: partyOrListSchema,
  /** A for the caller, B for the callee, S for the system. */
  terminatedBy: z.string().nullish(),
  /** CANCEL, HANGUP, BUSY, or a way to fail. */
  terminatedReason: z.string().nullish(),
});

/** See {@link cdrSchema}. */
export type Cdr = z.infer<typeof cdrSchema>;

/** See {@link partySchema}. */
export type CdrParty = z.infer<typeof partySchema>;

/** What a login gives. */
export const loginAnswerSchema = z.object({
  token: z.string().min(1),
  /** PERSONAL accounts see their own calls alone. */
  accessLevel: z.string().nullish(),
});

/** One row of the statistics. The documents type ids and names as text. */
export const statsRowSchema = z.object({
  employeeId: text,
  employeeName: text,
  extensionId: text,
  extensionNumber: text,
  /** By the names of intervals. */
  data: z.record(z.string(), z.unknown()),
});

/** See {@link statsRowSchema}. */
export type StatsRow = z.infer<typeof statsRowSchema>;

const count = z
  .int()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? null);

/** What a row says of one interval. */
export const statsCellSchema = z.object({
  outboundCalls: count,
  outboundSeconds: count,
  outboundAnswered: count,
  outboundUnanswered: count,
  outboundFailed: count,
  inboundCalls: count,
  inboundSeconds: count,
  inboundAnswered: count,
  inboundUnanswered: count,
  inboundBusy: count,
});
