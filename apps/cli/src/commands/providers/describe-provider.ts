import type { CallStream } from '@cdr/core';
import { describeOptions, type LoadedProvider } from '@cdr/engine';

/** A provider, as `cdr providers` tells it. */
export interface ProviderDescription {
  /** As config names it. */
  name: string;
  vendor: string;
  package: string;
  version: string | null;
  timeZone: string;
  hosts: string[];
  docs: string[];
  options: { name: string; needs: string; secret: boolean; description: string | null }[];
  streams: { id: string; fields: string[]; can: string[] }[];
}

/** Puts a provider's manifest into words. */
export function describeProvider(name: string, loaded: LoadedProvider): ProviderDescription {
  const { manifest, options } = loaded.provider;
  return {
    name,
    vendor: manifest.name,
    package: loaded.package,
    version: loaded.version,
    timeZone: manifest.timeZone,
    hosts: manifest.hosts,
    docs: manifest.docs,
    options: describeOptions(options).map((option) => ({
      name: option.name,
      needs: [
        option.required ? 'required' : 'optional',
        ...(option.secret ? ['secret'] : []),
        ...('default' in option ? [`default ${String(option.default)}`] : []),
      ].join(', '),
      secret: option.secret,
      description: option.description,
    })),
    streams: manifest.streams.map((stream) => ({
      id: stream.id,
      fields: stream.fields,
      can: abilitiesOf(stream),
    })),
  };
}

function abilitiesOf({ window, time, paging, identity, limits }: CallStream): string[] {
  const pages = paging.maxPageSize === null ? '' : ` of ${paging.maxPageSize}`;
  return [
    `times to the ${time.precision}`,
    paging.kind === 'none' ? 'no pages' : `pages${pages}`,
    paging.total === 'exact' ? 'tells totals' : 'tells no totals',
    identity === 'id' ? 'records have ids' : 'records have no ids',
    window.retention === null ? 'no known horizon' : `reaches back ${window.retention}`,
    ...(limits.minPollInterval === 'PT0S' ? [] : [`asked again after ${limits.minPollInterval}`]),
  ];
}
