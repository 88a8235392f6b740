import { setFlagsFromString } from 'node:v8';

/**
 * Has the whole process collect garbage once its heap has grown by four fifths, instead of several
 * times over. For processes that sync: of a heap that had grown to 750 MB at 600,000 calls, 120 MB
 * were alive.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=80');
}
