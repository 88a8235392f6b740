import { z } from 'zod';
import type { EpochMs } from '../time/epoch-ms.ts';
import { instantSchema } from '../time/instant.ts';

/** What the audit log tells of. */
export const auditActions = [
  /** A request without a good key, or with one that does not allow it. */
  'request-denied',
  /** A request that takes a key of the role owner. */
  'owner-request',
  'key-created',
  'key-revoked',
  'person-erased',
  'calls-expired',
] as const;

/** See {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number];

/** Who did something: a request, a command that had the store to itself, or the server of its own accord. */
export const auditActorSchema = z.strictObject({
  via: z.enum(['request', 'command', 'server']),
  /** The key that came with the request; `null` where there was none, or none that is known. */
  keyId: z.string().nullable(),
});

/** See {@link auditActorSchema}. */
export type AuditActor = z.infer<typeof auditActorSchema>;

/** Something that happened, for the record. It holds no secret and no phone number. */
export const auditEntrySchema = z.strictObject({
  id: z.string(),
  /** When it happened; of several, when the first of them did. */
  at: instantSchema,
  action: z.enum(auditActions),
  by: auditActorSchema,
  /** How many times the same happened within a moment: refusals are added up. */
  times: z.int().min(1),
  /** What else there is to tell, by its name: a route, a role, a count. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** See {@link auditEntrySchema}. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** The place of an entry in the log. */
export type AuditKey = Pick<AuditEntry, 'at' | 'id'>;

/** Which entries are wanted. */
export interface AuditQuery {
  /** First instant, in milliseconds since 1970. Default: the beginning. */
  from?: number | undefined;
  /** First instant behind the last. Default: the end. */
  to?: number | undefined;
  /** Go on behind this entry, towards older ones. */
  after?: AuditKey | undefined;
  limit: number;
}

/** Where the audit log is kept. Nothing is taken out of it but what is too old. */
export interface AuditStore {
  recordAudit(entries: readonly AuditEntry[]): Promise<void>;
  /** Entries, the newest first, then by id from the end. */
  audit(query: AuditQuery): Promise<AuditEntry[]>;
  /** Takes out what happened before. */
  deleteAuditBefore(before: EpochMs): Promise<void>;
}
