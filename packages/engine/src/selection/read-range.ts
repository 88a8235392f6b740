import { ConfigError, type EpochMs, zoneOf } from '@cdr/core';
import { isInstant, parseTime, timeForms } from '../config/parse-time.ts';

/** A range as typed. */
export interface TimeOptions {
  from?: string | undefined;
  to?: string | undefined;
  /** The zone of local times. */
  timeZone?: string | undefined;
}

/** A range of instants, `[from, to)`; absent ends are open. */
export interface TimeRange {
  from?: EpochMs;
  to?: EpochMs;
}

/** Reads a range; local times are those of `timeZone`. Throws `ConfigError`. */
export function readRange(options: TimeOptions, timeZone: string): TimeRange {
  const range: TimeRange = {};
  if (options.from !== undefined) range.from = readTime('from', options.from, timeZone);
  if (options.to !== undefined) range.to = readTime('to', options.to, timeZone);
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
    throw new ConfigError({ what: 'The range is empty: from must lie before to' });
  }
  return range;
}

/** Whether the range means another one in every zone. */
export function isLocal({ from, to }: TimeOptions): boolean {
  return [from, to].some((text) => text !== undefined && !isInstant(text));
}

function readTime(end: keyof TimeRange, text: string, timeZone: string): EpochMs {
  const epochMs = parseTime(text, zoneOf(timeZone));
  if (epochMs !== null) return epochMs;
  throw new ConfigError({ what: `${end} "${text}" is no time`, todo: `Use ${timeForms}` });
}
