import { z } from 'zod';
import { instantSchema } from '../time/instant.ts';

const text = z.string().nullable();
const durationMs = z.int().nullable();
const instantOrNull = instantSchema.nullable();

/** One end of a call. */
export const partySchema = z.strictObject({
  /** As the vendor gave it. */
  number: text,
  /** `+…`, when the number is known to be one of the public telephone network. */
  e164: text,
  name: text,
  type: z.enum(['person', 'organisation', 'extension', 'group', 'unknown']),
  /** The vendor's id of the contact. */
  ref: text,
});

/** See {@link partySchema}. */
export type Party = z.infer<typeof partySchema>;

/** A person of the organisation on the call. `id` is the vendor's, else the login, else the extension. */
export const agentSchema = z.strictObject({ id: text, name: text, login: text, extension: text });

/** See {@link agentSchema}. */
export type Agent = z.infer<typeof agentSchema>;

/** A label that people put on calls. */
export const tagSchema = z.strictObject({ id: text, name: text, color: text });

/** See {@link tagSchema}. */
export type Tag = z.infer<typeof tagSchema>;

/**
 * What leads to the recording of a call. The addresses may carry the right to listen: they belong in
 * no log and in no error.
 */
const recordingSchema = z.strictObject({
  /** The vendor's name of it, often a path. */
  ref: text,
  url: text,
  downloadUrl: text,
});

/** See {@link recordingSchema}. */
export type Recording = z.infer<typeof recordingSchema>;

/** What a call is apart from who keeps it: the part that a provider maps from its vendor's row. */
export const callFieldsSchema = z.strictObject({
  vendorId: text,
  groupId: text,
  kind: z.enum(['call', 'sms', 'fax']),
  direction: z.enum(['inbound', 'outbound', 'internal', 'unknown']),
  disposition: z.enum(['answered', 'no-answer', 'busy', 'failed', 'unknown']),
  missedReason: z
    .enum(['caller', 'agent-device', 'agent-reject', 'agent-timeout', 'unknown'])
    .nullable(),
  startedAt: instantSchema,
  queuedAt: instantOrNull,
  answeredAt: instantOrNull,
  endedAt: instantOrNull,
  /** Of `startedAt`. */
  timePrecision: z.enum(['millisecond', 'second', 'minute']),
  /** The zone in which the vendor's wall time was read. */
  timeZone: z.string(),
  /** The wall time named two instants, or none, and one was chosen. */
  timeAmbiguous: z.boolean(),
  durationMs,
  waitMs: durationMs,
  talkMs: durationMs,
  holdMs: durationMs,
  billedMs: durationMs,
  from: partySchema,
  to: partySchema,
  /** The main one first. */
  agents: z.array(agentSchema),
  queue: z.strictObject({ id: text, name: text }).nullable(),
  group: text,
  service: text,
  trunk: text,
  disconnectedBy: z.enum(['agent', 'customer', 'caller', 'callee', 'system']).nullable(),
  transferredTo: text,
  recording: recordingSchema.nullable(),
  customerId: text,
  ticketId: text,
  topicId: text,
  campaignId: text,
  tags: z.array(tagSchema),
  rating: z.strictObject({ scale: text, value: text }).nullable(),
  destination: text,
  smsText: text,
  cost: z.strictObject({ amount: z.string(), currency: text }).nullable(),
  noteCount: z.int().nullable(),
  /** Names of the fields above that were computed here and not told by the vendor. */
  derived: z.array(z.string()),
});

/** See {@link callFieldsSchema}. */
export type CallFields = z.infer<typeof callFieldsSchema>;

/**
 * The canonical call: one attempt, whoever the vendor is. Instants are RFC 3339 in UTC, durations
 * whole milliseconds, ids text, and what is not known is `null`.
 */
export const callSchema = z.strictObject({
  /** `<source>:<vendor id>`, or `<source>:~<hash>-<n>` where the vendor has none. */
  id: z.string(),
  /** The configured source: one vendor account. */
  source: z.string(),
  provider: z.string(),
  ...callFieldsSchema.shape,
  /** The vendor's row, left out unless asked for. */
  raw: z.unknown().optional(),
});

/** See {@link callSchema}. */
export type Call = z.infer<typeof callSchema>;

/** A name of the canonical call that a vendor can supply. */
export type CallField = keyof CallFields;

/** Every {@link CallField}, in the order of the record. */
export const callFields = callFieldsSchema.keyof().options;
