import { z } from 'zod';
import { statisticValuesSchema } from '../statistic/statistic.ts';
import { durationSchema, fixedDurationSchema } from '../time/duration.ts';
import { limitsSchema, spanSchema, streamShape, timeFormSchema } from './stream-parts.ts';

const intervalUnitSchema = z.enum(['hour', 'day', 'week', 'month']);
const calendarUnitSchema = z.enum(['day', 'week', 'month', 'year']);

/** Units that hold whole intervals; weeks lie across the edges of months and years. */
const unitsAround: Record<
  z.infer<typeof intervalUnitSchema>,
  readonly z.infer<typeof calendarUnitSchema>[]
> = {
  hour: ['day', 'week', 'month', 'year'],
  day: ['day', 'week', 'month', 'year'],
  week: ['week'],
  month: ['month', 'year'],
};

/**
 * What a vendor can and cannot do with sums that it makes itself, over intervals of the source's
 * calendar. Requests have exact bounds, the edges of intervals: what overlaps would count twice.
 */
export const statisticsStreamSchema = z
  .strictObject({
    ...streamShape,
    kind: z.literal('statistics'),
    /** What the vendor sums over; weeks are those of ISO 8601. */
    interval: intervalUnitSchema,
    window: z.strictObject({
      /**
       * Within which unit of the calendar the vendor's names of intervals are unique: `month`, when
       * days are called `1` to `31`. A slice never reaches across the edge of one, and is cut where
       * the clocks are put back.
       */
      calendarUnit: calendarUnitSchema,
      /** How far back the vendor answers at all; `null` when it sets no limit. */
      retention: spanSchema.nullable(),
    }),
    time: z.strictObject({
      /** How bounds are written. */
      request: timeFormSchema,
    }),
    finality: z.strictObject({
      /** Sums may change until their interval has been over for this long. */
      settle: fixedDurationSchema,
      /** Intervals younger than this are read again by every sync; config `lookback` takes its place. */
      revisit: durationSchema,
    }),
    limits: limitsSchema,
    /** Values that the vendor can supply. */
    values: z.array(statisticValuesSchema.keyof()),
  })
  .refine(({ interval, window }) => unitsAround[interval].includes(window.calendarUnit), {
    message: 'expected a unit that holds whole intervals',
    path: ['window', 'calendarUnit'],
  })
  .refine(({ interval, time }) => interval !== 'hour' || time.request !== 'local', {
    message: 'expected bounds that can tell the two passes of a repeated hour apart',
    path: ['time', 'request'],
  });

/** See {@link statisticsStreamSchema}. */
export type StatisticsStream = z.infer<typeof statisticsStreamSchema>;
