import { callFilterWords } from '@cdr/core';
import { z } from 'zod';

/** The largest page. */
export const maxLimit = 1000;

/** A value that may be given several times. */
const texts = z.preprocess(
  (value) => (value === undefined || Array.isArray(value) ? value : [value]),
  z.array(z.string().min(1)).max(100).optional(),
);

/** The same, for words that hold no commas: `a,b` means both. */
export function words<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => {
    if (value === undefined) return undefined;
    const all: unknown[] = Array.isArray(value) ? value : [value];
    return all.flatMap((one) =>
      typeof one === 'string' ? one.split(',').filter((word) => word !== '') : [one],
    );
  }, z.array(schema).min(1).max(100).optional());
}

/** `true` or `false`. */
export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);

/** A range of time, as it is asked for. */
export const timeQuery = {
  from: z.string().optional().meta({
    description: 'Started at this instant, local date or local time, or later',
  }),
  to: z.string().optional().meta({ description: 'Started before' }),
  timeZone: z.string().optional().meta({
    description: "IANA zone of local times. Default: each source's own",
  }),
};

/** Which calls are meant: values of one key are alternatives, and all keys must hold. */
export const callFilterQuery = {
  source: words(z.string()).meta({ description: 'Of these sources; several: a,b' }),
  ...timeQuery,
  direction: words(z.enum(callFilterWords.direction)),
  disposition: words(z.enum(callFilterWords.disposition)),
  kind: words(z.enum(callFilterWords.kind)),
  number: texts.meta({
    description: 'This number calls or is called; digits count, not spaces',
  }),
  agent: texts.meta({ description: "An agent's id, login, extension or name" }),
  queue: texts.meta({ description: "A queue's id or name" }),
  tag: texts.meta({ description: "A tag's id or name" }),
};
