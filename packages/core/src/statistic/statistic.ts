import { z } from 'zod';
import { instantSchema } from '../time/instant.ts';

const text = z.string().nullable();
const count = z.int().nonnegative().nullable();

/**
 * What a vendor sums up. Unanswered calls are those that nobody took; failed and busy ones are
 * among them. Seconds are those of talk. `null` where the vendor doesn't tell.
 */
export const statisticValuesSchema = z.strictObject({
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

/** See {@link statisticValuesSchema}. */
export type StatisticValues = z.infer<typeof statisticValuesSchema>;

/** Values of which none is known; what a vendor tells goes on top. */
export const unknownStatisticValues: StatisticValues = {
  outboundCalls: null,
  outboundSeconds: null,
  outboundAnswered: null,
  outboundUnanswered: null,
  outboundFailed: null,
  inboundCalls: null,
  inboundSeconds: null,
  inboundAnswered: null,
  inboundUnanswered: null,
  inboundBusy: null,
};

/** Every name of a value, in the order of the record. */
export const statisticValueNames = statisticValuesSchema.keyof().options;

/**
 * What a vendor was asked besides the window, such as a direction: other parameters, other sums.
 * Empty when nothing was.
 */
export const parametersSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);

/** See {@link parametersSchema}. */
export type Parameters = z.infer<typeof parametersSchema>;

/** An aggregate that the vendor made, apart from who keeps it: the part that a provider maps. */
export const statisticFieldsSchema = z.strictObject({
  /** Whom the sums are about; both `null` where the vendor names nobody. */
  agent: z.strictObject({ id: text, name: text }),
  /** The line that the sums are about; an agent may have several, each with sums of its own. */
  extension: z.strictObject({ id: text, number: text }),
  interval: z.strictObject({
    unit: z.enum(['hour', 'day', 'week', 'month']),
    from: instantSchema,
    /** First instant behind the interval. */
    to: instantSchema,
    /** The zone whose calendar the interval is one of. */
    timeZone: z.string(),
  }),
  values: statisticValuesSchema,
  /** Names of the values that were computed here and not told by the vendor. */
  derived: z.array(z.string()),
});

/** See {@link statisticFieldsSchema}. */
export type StatisticFields = z.infer<typeof statisticFieldsSchema>;

/**
 * A vendor's own aggregate over one interval, never mixed with calls. One of each agent, extension,
 * interval and parameters in a stream of a source.
 */
export const statisticSchema = z.strictObject({
  /** `<source>:~<hash>`; the same however often the statistic is read. */
  id: z.string(),
  source: z.string(),
  provider: z.string(),
  /** The stream that it was read from. */
  stream: z.string(),
  ...statisticFieldsSchema.shape,
  parameters: parametersSchema,
  /** The vendor's words for it, left out unless asked for. */
  raw: z.unknown().optional(),
});

/** See {@link statisticSchema}. */
export type Statistic = z.infer<typeof statisticSchema>;
