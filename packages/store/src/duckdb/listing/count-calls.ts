import type { CallFilter } from '@cdr/core';
import type { Listings } from './listings.ts';
import { findStretch } from './stretch.ts';

/** How many calls the filter means. */
export function countCalls(listings: Listings, filter: CallFilter): Promise<number> {
  return listings.use(filter, async (moment) => {
    const { total } = await findStretch(moment.connection, await moment.index(), { filter });
    return total;
  });
}
