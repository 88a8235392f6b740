import { type EpochMs, type Provider, zoneOf } from '@cdr/core';
import { generateCalls } from '@cdr/emulator';

const dayMs = 86_400_000;
const monthMs = 31 * dayMs;
const countryCodes = ['PL', 'SE', 'DK', 'VN'] as const;

/** The local midnight a month before `to`. */
export function monthBefore(to: EpochMs, timeZone: string): EpochMs {
  return startOfDay(to - monthMs, timeZone);
}

/** The first instant of the local day. */
export function startOfDay(epochMs: EpochMs, timeZone: string): EpochMs {
  const zone = zoneOf(timeZone);
  const wall = zone.toWall(epochMs);
  return zone.resolve(wall - (((wall % dayMs) + dayMs) % dayMs)).epochMs;
}

/** What generated calls are made from. */
export interface GeneratedRange {
  provider: Provider;
  from: EpochMs;
  to: EpochMs;
  timeZone: string;
  calls: number;
  seed: number;
}

/** Calls as the provider's vendor would see them: in its zone, with its country's people and numbers. */
export function callsFor({ provider, ...range }: GeneratedRange) {
  const { country, id } = provider.manifest;
  const known = countryCodes.find((code) => code === country);
  return generateCalls({
    ...range,
    source: id,
    ...(known === undefined ? {} : { country: known }),
  });
}
