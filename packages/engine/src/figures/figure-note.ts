import type { Origin } from '@cdr/core';

/** Why a figure is `null`, or what is to be known of the rows of an origin. */
export interface FigureNote {
  origin: Origin;
  /** `null` for rows as a whole. */
  metric: string | null;
  /** `null` for what was asked, whatever the source. */
  source: string | null;
  reason: string;
}
