import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VendorApi } from '@cdr/core';
import { createSeededRandom } from '../random/seeded-random.ts';

/** Lets every answer wait for a few turns of the event loop, each for another number of them. */
export function inAnyOrder(vendorApi: VendorApi, seed: number): VendorApi {
  const random = createSeededRandom(seed);
  return async (request) => {
    const response = await vendorApi(request);
    for (let turns = random.integer(0, 6); turns > 0; turns -= 1) await nextTurn();
    return response;
  };
}
