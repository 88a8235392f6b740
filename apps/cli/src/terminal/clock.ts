import type { Clock } from '@cdr/core';
import { machineClock } from '@cdr/engine';
import type { CliIo } from './cli-io.ts';

/** The machine's clock, or the one of `CDR_NOW`, which is said aloud. */
export function clockOf({ env, stderr }: CliIo): Clock {
  return machineClock({ env, warn: (text) => stderr.write(`cdr: ${text}\n`) });
}
