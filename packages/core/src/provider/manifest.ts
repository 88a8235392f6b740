import { z } from 'zod';
import { fixedDurationSchema } from '../time/duration.ts';
import { isTimeZone } from '../time/zone.ts';
import { callStreamSchema } from './call-stream.ts';
import { notesStreamSchema } from './notes-stream.ts';
import { statisticsStreamSchema } from './statistics-stream.ts';

/**
 * What a vendor can and cannot do with one kind of data; the engine plans from it. Every key is said
 * aloud: what nobody knows is `unknown` and gets the safest plan.
 */
export const streamSchema = z.discriminatedUnion('kind', [
  callStreamSchema,
  statisticsStreamSchema,
  notesStreamSchema,
]);

/** See {@link streamSchema}. */
export type Stream = z.infer<typeof streamSchema>;

/** How the vendor gives recordings of calls out, for vendors that do. */
const recordingsSchema = z.strictObject({
  /** What of a call's `recording` the vendor is asked with. */
  by: z.enum(['ref', 'url']),
  /** Recordings may be missing until their calls are this old. */
  settle: fixedDurationSchema,
  limits: z.strictObject({
    /** Recordings read at once. */
    concurrency: z.int().positive(),
  }),
});

/** What a provider package says of itself and of its vendor. */
export const manifestSchema = z.strictObject({
  /** The name in config: `thulium`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** The name for people: `Thulium`. */
  name: z.string(),
  /** Addresses of the vendor's documents. */
  docs: z.array(z.url()),
  /** The zone of the vendor's wall times, unless config says another. */
  timeZone: z.string().refine(isTimeZone, { message: 'expected a name of the IANA database' }),
  /** The default region of national phone numbers, ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** Hosts that the provider talks to when no `baseUrl` is set; `*.` stands for any account name. */
  hosts: z.array(z.string()),
  /** No two of one id, nor two of calls; what is read by default is at least one. Notes come behind the calls that they belong to. */
  streams: z
    .array(streamSchema)
    .min(1)
    .refine((streams) => new Set(streams.map(({ id }) => id)).size === streams.length, {
      message: 'expected ids that name one stream each',
    })
    .refine((streams) => streams.some((stream) => stream.default), {
      message: 'expected a stream that is read by default',
    })
    // All calls of a source are stored together: two streams of them would take each other's calls away.
    .refine((streams) => streams.filter(({ kind }) => kind === 'calls').length <= 1, {
      message: 'expected one stream of calls: what is told apart is a list of its pages',
    })
    .refine(hasCallsBeforeNotes, {
      message: 'expected notes behind a stream of calls that have ids',
    }),
  /** `null` for a vendor that gives no recordings out. */
  recordings: recordingsSchema.nullable(),
  /** Raised when the ids of records change. */
  identityEpoch: z.int().nonnegative(),
  /** Raised when the mapping changes, so that stored rows are mapped again. */
  mapperVersion: z.int().nonnegative(),
});

/** See {@link manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Notes are asked for by the ids of calls that are stored by then. */
function hasCallsBeforeNotes(streams: readonly Stream[]): boolean {
  const notes = streams.findIndex(({ kind }) => kind === 'notes');
  const calls = streams.findIndex((stream) => stream.kind === 'calls' && stream.identity === 'id');
  return notes < 0 || (calls >= 0 && calls < notes);
}
