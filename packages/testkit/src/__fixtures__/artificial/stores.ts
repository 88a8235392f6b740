import type { OpenStore } from '../../store/store-subject.ts';
import { openDuckDb, openMemory } from '../open-stores.ts';

/** The stores on which the engine is tried. */
export const stores: [name: string, openStore: OpenStore][] = [
  ['memory', openMemory],
  ['DuckDB', openDuckDb],
];
