import type { Authorizer } from './authorizer.ts';
import { createSharedTask } from './shared-task.ts';

/** New credentials after a 401, got once for all who were refused with the same old ones. */
export interface Renewal {
  /** Which credentials are in force; remember it when sending. */
  generation(): number;
  /**
   * Gets credentials newer than those of `generation`, unless somebody has done so meanwhile.
   * `false` where there is nothing to renew.
   */
  renew(generation: number, signal: AbortSignal): Promise<boolean>;
}

export function createRenewal(authorizer: Authorizer | undefined): Renewal {
  let current = 0;
  const renewOnce = createSharedTask(async (signal) => {
    await authorizer?.renew?.(signal);
    current += 1;
  });
  return {
    generation: () => current,
    async renew(generation, signal) {
      if (authorizer?.renew === undefined) return false;
      if (generation === current) await renewOnce(signal);
      return true;
    },
  };
}
