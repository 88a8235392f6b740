import { z } from 'zod';
import { instantSchema } from '../time/instant.ts';
import type { AuditEntry } from './audit.ts';

/**
 * What the holder of a key may do: a `viewer` reads, an `operator` starts and pauses syncs besides,
 * and an `owner` may do everything, keys and erasures included.
 */
export const apiRoles = ['viewer', 'operator', 'owner'] as const;

/** See {@link apiRoles}. */
export type ApiRole = (typeof apiRoles)[number];

/** A key of the server as it is stored: enough to know it again, and not enough to use it. */
export const apiKeySchema = z.strictObject({
  /** Names the key, and is part of its text. */
  id: z.string(),
  /** Whose it is or what for, in the words of who made it. */
  name: z.string(),
  role: z.enum(apiRoles),
  /** The sources that it is limited to; `null` for all, those to come included. */
  sources: z.array(z.string()).nullable(),
  createdAt: instantSchema,
  /** First instant at which it is no longer good; `null` for never. */
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  salt: z.string(),
  /** Of the key's secret part with the salt. */
  hash: z.string(),
});

/** See {@link apiKeySchema}. */
export type ApiKey = z.infer<typeof apiKeySchema>;

/** Where keys of the server are kept. */
export interface ApiKeyStore {
  /** Every key, the oldest first, then by id. */
  apiKeys(): Promise<ApiKey[]>;
  /** Writes a key, or its new state under the same id; with what the audit log tells of it, in one transaction. */
  recordApiKey(key: ApiKey, audit?: AuditEntry): Promise<void>;
}
