import { fixedDurationSchema } from '@cdr/core';

/** A duration of fixed length that isn't nothing. */
export const pauseSchema = fixedDurationSchema.refine((duration) => !/^[^1-9]*$/.test(duration), {
  message: 'expected more than nothing',
});
