import { z } from 'zod';
import { callFieldsSchema } from '../call/call.ts';
import {
  addDuration,
  durationSchema,
  durationToMs,
  fixedDurationSchema,
} from '../time/duration.ts';
import {
  isPositive,
  limitsSchema,
  longerThanNothing,
  spanSchema,
  streamShape,
  timeFormSchema,
} from './stream-parts.ts';

const boundReadingSchema = z.enum(['inclusive', 'exclusive', 'unknown']);

const windowShape = z.strictObject({
  /** Which time of a record the vendor compares with the bounds. */
  axis: z.enum(['start', 'end', 'unknown']),
  from: boundReadingSchema,
  to: boundReadingSchema,
  /** The step in which bounds can be said. */
  granularity: fixedDurationSchema.refine(isPositive, longerThanNothing),
  /** The longest window that the vendor answers; `null` when nobody knows of one. */
  maxSpan: spanSchema.nullable(),
  /**
   * What the vendor does with a longer one. `answered`: there is none, and every window is answered
   * whole. `unknown` is right where documents say nothing: a window may be shortened in silence.
   */
  overSpan: z.enum(['answered', 'error', 'clamp-start', 'clamp-end', 'unknown']),
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
  .refine(({ maxSpan, overSpan }) => maxSpan === null || overSpan !== 'answered', {
    message: 'expected no longest window, since longer ones are answered',
    path: ['maxSpan'],
  })
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
  ...streamShape,
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
    /**
     * Whether records change or go after they appeared. Where they don't, stored ones stay, whatever
     * a later answer lacks.
     */
    mutable: z.boolean(),
  }),
  limits: limitsSchema,
  /** Query filters that the vendor knows, by its own names. */
  filters: z.array(z.string()),
  /** Canonical fields that the vendor can supply. */
  fields: z.array(callFieldsSchema.keyof()),
  /** What the vendor can tell of how calls ended, besides `unknown`. */
  dispositions: z.array(callFieldsSchema.shape.disposition.exclude(['unknown'])),
});

/** See {@link callStreamSchema}. */
export type CallStream = z.infer<typeof callStreamSchema>;

/** Whether what rounding and the margin add to a slice leaves most of the longest window to it. */
function hasRoom({ maxSpan, margin, granularity }: z.infer<typeof windowShape>): boolean {
  const addedMs = durationToMs(margin) + 2 * durationToMs(granularity);
  return maxSpan === null || addDuration(0, maxSpan, 'UTC') > 2 * addedMs;
}
