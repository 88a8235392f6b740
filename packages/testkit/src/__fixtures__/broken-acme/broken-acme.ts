import type { Acme } from './alter-acme.ts';
import { brokenClaims } from './broken-claims.ts';
import { brokenMapping } from './broken-mapping.ts';
import { brokenNotes } from './broken-notes.ts';
import { brokenReading } from './broken-reading.ts';
import { brokenRecordings } from './broken-recordings.ts';
import { brokenSums } from './broken-sums.ts';
import { brokenTrouble } from './broken-trouble.ts';

/** Acme providers, each with a mistake that somebody has made some time. */
export const brokenAcme: Record<string, () => Acme> = {
  ...brokenReading,
  ...brokenTrouble,
  ...brokenMapping,
  ...brokenClaims,
  ...brokenRecordings,
  ...brokenSums,
  ...brokenNotes,
};
