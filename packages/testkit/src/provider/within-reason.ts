import { ConformanceError } from './conformance-error.ts';

const patienceMs = 20_000;
/** Kept from before anybody takes the timers away. */
const { setTimeout, clearTimeout } = globalThis;

/**
 * The promise's outcome; rejects with `stuck`, and when there is none after twenty seconds of real
 * time, which stands for never. Nothing that conforms takes any.
 */
export async function withinReason<T>(promise: Promise<T>, stuck?: Promise<never>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new ConformanceError('the sync did not come to an end'));
    timer = setTimeout(giveUp, patienceMs);
  });
  try {
    return await Promise.race([promise, patience, ...(stuck === undefined ? [] : [stuck])]);
  } finally {
    clearTimeout(timer);
  }
}
