import { durationSchema, fixedDurationSchema, zoneOf } from '@cdr/core';
import { z } from 'zod';
import { isTime, timeForms } from './parse-time.ts';
import { pauseSchema } from './pause-schema.ts';
import { peopleSchema } from './people.ts';
import { serverConfigSchema } from './server-config.ts';
import { webhookSchema } from './webhook-schema.ts';

const timeZoneSchema = z.string().refine(isTimeZone, {
  message: 'not a time zone; use a name of the IANA database, such as Europe/Warsaw',
});

const duckDbStoreSchema = z.strictObject({
  kind: z.literal('duckdb'),
  /** The database file; relative paths are taken from the config's folder. */
  path: z.string().min(1),
});

const postgresStoreSchema = z
  .looseObject({ kind: z.literal('postgres') })
  .transform((_, context): never => {
    context.addIssue('this version does not support PostgreSQL stores; use "kind": "duckdb"');
    return z.NEVER;
  });

const storeConfigSchema = z.discriminatedUnion('kind', [duckDbStoreSchema, postgresStoreSchema], {
  error: 'expected { "kind": "duckdb", "path": "cdr.duckdb" }',
});

/** Where calls are kept. */
export type StoreConfig = z.infer<typeof storeConfigSchema>;

const noProvider = 'expected the name of a provider, or a list of them';

/** One account at one vendor. */
export const sourceConfigSchema = z.strictObject({
  /** `thulium`, a package name, or a path from the config's folder. */
  provider: z.string().min(1),
  /** The zone of the vendor's wall times. Default: the provider's. */
  timeZone: timeZoneSchema.optional(),
  /** How far back a first sync goes: a local date or date-time of the source's zone, or an instant. */
  since: z
    .string()
    .refine(isTime, { message: `expected ${timeForms}` })
    .optional(),
  /** Default region of national phone numbers, ISO 3166-1 alpha-2. Default: the provider's. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'expected a country code of two capitals, such as PL' })
    .optional(),
  /** Regular expression of internal numbers. Default: the provider's own idea. */
  extensions: z
    .string()
    .refine(isRegularExpression, { message: 'not a regular expression' })
    .optional(),
  /** Ranges younger than this are read again by every sync. Default: the provider's. */
  lookback: fixedDurationSchema.optional(),
  /** Slices read at once. Default: the provider's. */
  concurrency: z.int().positive().max(64).optional(),
  /** Deadline of one HTTP attempt, its body included. */
  attemptTimeout: pauseSchema.default('PT30S'),
  /** Ids of the streams to read. Default: the provider's. */
  streams: z.array(z.string().min(1)).min(1).optional(),
  /** The provider's own options; checked against its schema when the source is opened. */
  options: z.record(z.string(), z.unknown()).default({}),
  /**
   * Providers in whose vendors' APIs the server gives the calls out. Default: the source's own; with
   * this key, that one must be named as well to stay.
   */
  serveAs: z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z
        .array(z.string({ error: noProvider }).min(1, { error: noProvider }), { error: noProvider })
        .min(1, { error: noProvider }),
    )
    .optional(),
  /** After which calls, and what belongs to them, are deleted, and are not read again. Default: never. */
  keepFor: durationSchema.optional(),
});

/** See {@link sourceConfigSchema}. */
export type SourceConfig = z.infer<typeof sourceConfigSchema>;

/** The whole config, as written in `cdr.config.json`. */
export const configSchema = z.strictObject({
  store: storeConfigSchema.default({ kind: 'duckdb', path: 'cdr.duckdb' }),
  /** By name; the name becomes part of every call's id. */
  sources: z.record(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
      error:
        'a source is named by letters, digits, ".", "_" and "-", and begins with a letter or digit',
    }),
    sourceConfigSchema,
  ),
  /** The vendors' rows as text: `keep` them, keep `none`, or a duration after which they go. */
  raw: z
    .string()
    .refine((text) => ['keep', 'none'].includes(text) || durationSchema.safeParse(text).success, {
      message: 'expected "keep", "none" or a duration such as P90D',
    })
    .default('keep'),
  people: peopleSchema,
  /** Who is told by the server when something happens. */
  webhooks: z.array(webhookSchema).default([]),
  /** The folder that `cdr export` keeps a Parquet lake in; relative paths are taken from the config's folder. */
  lake: z.string().min(1).optional(),
  server: serverConfigSchema.prefault({}),
  /** The log of what owners did and of what was denied. */
  audit: z
    .strictObject({
      /** After which entries are deleted. Default: never. */
      keepFor: durationSchema.optional(),
    })
    .prefault({}),
});

/** The config with its defaults, variables put in and paths absolute. */
export type Config = z.infer<typeof configSchema>;

/** What a config file holds: for `export default { … } satisfies ConfigInput` in `cdr.config.ts`. */
export type ConfigInput = z.input<typeof configSchema>;

function isTimeZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
