/** Where figures come from: from stored calls, or from sums that a vendor made. */
export const origins = ['computed', 'vendor'] as const;

/** See {@link origins}. */
export type Origin = (typeof origins)[number];
