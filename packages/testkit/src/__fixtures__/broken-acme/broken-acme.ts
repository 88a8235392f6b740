import type { Acme } from './alter-acme.ts';
import { brokenClaims } from './broken-claims.ts';
import { brokenManners } from './broken-manners.ts';
import { brokenMapping } from './broken-mapping.ts';
import { brokenMemory } from './broken-memory.ts';
import { brokenNotes } from './broken-notes.ts';
import { brokenPages } from './broken-pages.ts';
import { brokenRecordings } from './broken-recordings.ts';
import { brokenRows } from './broken-rows.ts';
import { brokenSums } from './broken-sums.ts';
import { brokenTrouble } from './broken-trouble.ts';
import { brokenWindows } from './broken-windows.ts';

/** Acme providers, each with a mistake that somebody has made some time. */
export const brokenAcme: Record<string, () => Acme> = {
  ...brokenWindows,
  ...brokenPages,
  ...brokenRows,
  ...brokenMemory,
  ...brokenTrouble,
  ...brokenManners,
  ...brokenMapping,
  ...brokenClaims,
  ...brokenRecordings,
  ...brokenSums,
  ...brokenNotes,
};
