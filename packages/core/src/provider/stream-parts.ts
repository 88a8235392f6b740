import { z } from 'zod';
import {
  addDuration,
  type Duration,
  durationSchema,
  fixedDurationSchema,
} from '../time/duration.ts';

/** The message of durations that must not be empty. */
export const longerThanNothing = { message: 'expected more than nothing', abort: true };

/** A duration that isn't empty. */
export const spanSchema = durationSchema.refine(isPositive, longerThanNothing);

/** How times are written: in UTC, with their offset, or as the wall shows them. */
export const timeFormSchema = z.enum(['utc', 'offset', 'local']);

/** What streams of every kind say of themselves. */
export const streamShape = {
  /** Names the stream in config and in the store: `calls`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Whether sources read the stream when config names none. */
  default: z.boolean(),
};

/** What the vendor bears. */
export const limitsSchema = z.strictObject({
  /** The least time before what was read may be asked again. */
  minPollInterval: fixedDurationSchema,
  /** Slices, or calls of which notes are read, at once. */
  concurrency: z.int().positive(),
  requestsPerSecond: z.number().positive().nullable(),
});

/** Whether a duration is more than nothing. */
export function isPositive(duration: Duration): boolean {
  return addDuration(0, duration, 'UTC') > 0;
}
