import { z } from 'zod';
import { callFieldsSchema } from '../call/call.ts';
import {
  addDuration,
  type Duration,
  durationSchema,
  durationToMs,
  fixedDurationSchema,
} from '../time/duration.ts';
import { isTimeZone } from '../time/zone.ts';

const longerThanNothing = { message: 'expected more than nothing', abort: true };
const spanSchema = durationSchema.refine(isPositive, longerThanNothing);
const boundReadingSchema = z.enum(['inclusive', 'exclusive', 'unknown']);
const timeFormSchema = z.enum(['utc', 'offset', 'local']);

const windowShape = z.strictObject({
  /** Which time of a record the vendor compares with the bounds. */
  axis: z.enum(['start', 'end', 'unknown']),
  from: boundReadingSchema,
  to: boundReadingSchema,
  /** The step in which bounds can be said. */
  granularity: fixedDurationSchema.refine(isPositive, longerThanNothing),
  /** The longest window that the vendor answers; `null` when it sets none. */
  maxSpan: spanSchema.nullable(),
  /** What the vendor does with a longer one. */
  overSpan: z.enum(['error', 'clamp-start', 'clamp-end', 'unknown']),
  /**
   * The length of a slice. With room for rounding and margin below `maxSpan`, since slices whose
   * request would exceed it are halved. `null` to begin with `maxSpan`, or without one with the
   * whole range, and to split by the vendor's totals.
   */
  span: spanSchema.nullable(),
  /** How far back the vendor answers at all; `null` when it sets no limit. */
  retention: spanSchema.nullable(),
  /** How much later than its start a record may count: the longest call, unless the axis is `start`. */
  margin: fixedDurationSchema,
});

const windowSchema = windowShape
  .refine(({ axis, margin }) => axis === 'start' || isPositive(margin), {
    message: 'expected the longest call, since records may count by another time than their start',
    path: ['margin'],
  })
  .refine(hasRoom, {
    message: 'expected more than twice the margin and four steps, or slices would have no room',
    path: ['maxSpan'],
  });

/**
 * What a vendor can and cannot do with one kind of record; the engine plans from it. Every key is
 * said aloud: what nobody knows is `unknown` and gets the safest plan.
 */
export const callStreamSchema = z.strictObject({
  /** Names the stream in config and in the coverage ledger: `calls`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  kind: z.literal('calls'),
  window: windowSchema,
  time: z.strictObject({
    /** How bounds are written. */
    request: timeFormSchema,
    /** How records tell their times. */
    response: timeFormSchema,
    precision: z.enum(['millisecond', 'second', 'minute']),
  }),
  paging: z.strictObject({
    kind: z.enum(['none', 'offset', 'page', 'cursor']),
    maxPageSize: z.int().positive().nullable(),
    /** `exact`: every answer tells how many records the window holds. */
    total: z.enum(['exact', 'none']),
    order: z.enum(['asc', 'desc', 'unknown']),
    /** Records at which the vendor silently stops; a reading of that many is split. */
    cap: z.int().positive().nullable(),
  }),
  /** `id`: the vendor numbers its records. `content`: they are told apart by what they say. */
  identity: z.enum(['id', 'content']),
  finality: z.strictObject({
    /** Records may appear until they are this old; younger ranges stay provisional. */
    settle: fixedDurationSchema,
    /** Ranges younger than this are read again by every sync; config `lookback` takes its place. */
    revisit: durationSchema,
    /** Whether records change after they appeared. */
    mutable: z.boolean(),
  }),
  limits: z.strictObject({
    /** The least time before a range already covered may be asked again. */
    minPollInterval: fixedDurationSchema,
    /** Slices read at once. */
    concurrency: z.int().positive(),
    requestsPerSecond: z.number().positive().nullable(),
  }),
  /** Query filters that the vendor knows, by its own names. */
  filters: z.array(z.string()),
  /** Canonical fields that the vendor can supply. */
  fields: z.array(callFieldsSchema.keyof()),
});

/** See {@link callStreamSchema}. */
export type CallStream = z.infer<typeof callStreamSchema>;

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
  /** No two of one id. */
  streams: z
    .array(callStreamSchema)
    .min(1)
    .refine((streams) => new Set(streams.map(({ id }) => id)).size === streams.length, {
      message: 'expected ids that name one stream each',
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

function isPositive(duration: Duration): boolean {
  return addDuration(0, duration, 'UTC') > 0;
}

/** Whether what rounding and the margin add to a slice leaves most of the longest window to it. */
function hasRoom({ maxSpan, margin, granularity }: z.infer<typeof windowShape>): boolean {
  const addedMs = durationToMs(margin) + 2 * durationToMs(granularity);
  return maxSpan === null || addDuration(0, maxSpan, 'UTC') > 2 * addedMs;
}
