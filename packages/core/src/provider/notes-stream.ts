import { z } from 'zod';
import { durationSchema } from '../time/duration.ts';
import { limitsSchema, streamShape } from './stream-parts.ts';

/**
 * Notes that people wrote to calls, asked for call by call: those of stored calls that have some and
 * were not asked about yet, or that are young enough to be asked about again.
 */
export const notesStreamSchema = z.strictObject({
  ...streamShape,
  kind: z.literal('notes'),
  finality: z.strictObject({
    /**
     * Calls that started within this time are asked about again by every sync, for notes come late
     * and change; config `lookback` takes its place.
     */
    revisit: durationSchema,
  }),
  limits: limitsSchema,
});

/** See {@link notesStreamSchema}. */
export type NotesStream = z.infer<typeof notesStreamSchema>;
