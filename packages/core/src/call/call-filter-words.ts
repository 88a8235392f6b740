import { callFieldsSchema } from './call.ts';

const { direction, disposition, kind } = callFieldsSchema.shape;

/** The words that a `CallFilter` takes, by key. */
export const callFilterWords = {
  direction: direction.options,
  disposition: disposition.options,
  kind: kind.options,
} as const;
