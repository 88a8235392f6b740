import { createAcmeProvider } from '../acme/acme-provider.ts';
import { type Acme, withPages } from './alter-acme.ts';
import {
  advanceBySizeAsked,
  believeFirstTotal,
  dropTies,
  ignoreTotal,
  stopAtShortPage,
  stopAtSingleRow,
} from './careless-lists.ts';

/** Acme providers that stop, or go on, where a list does not. */
export const brokenPages: Record<string, () => Acme> = {
  'stops at a short page': () => createAcmeProvider(stopAtShortPage),
  'stops at a page of a single row': () => createAcmeProvider(stopAtSingleRow),
  'advances by the size asked for': () => createAcmeProvider(advanceBySizeAsked),
  'ignores the total': () => createAcmeProvider(ignoreTotal),
  'believes the first total': () => createAcmeProvider(believeFirstTotal),
  'drops rows that start as the page before ended': () => createAcmeProvider(dropTies),
  'tells no totals': () => withPages((page) => ({ ...page, total: null })),
};
