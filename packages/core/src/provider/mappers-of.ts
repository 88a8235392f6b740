import type { Manifest, Stream } from './manifest.ts';
import type { Provider } from './provider.ts';

type MapperName = Extract<keyof Provider, `create${string}Mapper`>;

const mapperOf: Record<Stream['kind'], MapperName> = {
  calls: 'createMapper',
  statistics: 'createStatisticsMapper',
  notes: 'createNoteMapper',
};

/** The functions that a provider of this manifest must have, one for each kind of its streams. */
export function mappersOf({ streams }: Pick<Manifest, 'streams'>): MapperName[] {
  return [...new Set<MapperName>(['createMapper', ...streams.map(({ kind }) => mapperOf[kind])])];
}
