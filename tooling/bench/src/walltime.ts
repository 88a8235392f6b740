import { parseWallTime, toInstant, zoneOf } from '@cdr/core';
import { Temporal } from 'temporal-polyfill';
import { type Figure, round } from './figure.ts';

const records = 1_000_000;
const sample = 20_000;

/** Local timestamps to instants, against Temporal doing the same for a sample of them. */
export function measureWalltime(): Figure[] {
  const texts = createTexts();
  const zone = zoneOf('Europe/Warsaw');
  const startedAt = performance.now();
  let instants = 0;
  for (const text of texts) {
    const wall = parseWallTime(text);
    if (wall !== null) instants += toInstant(zone.resolve(wall).epochMs).length > 0 ? 1 : 0;
  }
  const elapsedMs = performance.now() - startedAt;
  if (instants !== records) throw new Error('not every timestamp was read');
  const temporalMs = measureTemporal(texts.slice(0, sample)) * (records / sample);
  return [
    {
      name: 'walltime',
      ratio: round(elapsedMs / temporalMs, 4),
      recordsPerSecond: Math.round(records / (elapsedMs / 1000)),
      over: 'Temporal',
    },
  ];
}

/** A year of records in time's order, as vendors answer them. */
function createTexts(): string[] {
  const stepMs = Math.floor(31_536_000_000 / records);
  return Array.from({ length: records }, (_, index) =>
    new Date(Date.UTC(2024, 0, 1) + index * stepMs).toISOString().slice(0, 16).replace('T', ' '),
  );
}

function measureTemporal(texts: readonly string[]): number {
  const startedAt = performance.now();
  let length = 0;
  for (const text of texts) {
    const local = Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Warsaw');
    length += local.toInstant().toString().length;
  }
  if (length === 0) throw new Error('nothing was read');
  return performance.now() - startedAt;
}
