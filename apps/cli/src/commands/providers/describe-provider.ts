import type { CallStream, NotesStream, StatisticsStream, Stream } from '@cdr/core';
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
  streams: {
    id: string;
    kind: Stream['kind'];
    default: boolean;
    fields: string[];
    can: string[];
  }[];
  /** `null` when the vendor gives none out. */
  recordings: { within: string } | null;
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
        ...(isSaid(option.default) ? [`default ${String(option.default)}`] : []),
      ].join(', '),
      secret: option.secret,
      description: option.description,
    })),
    streams: manifest.streams.map((stream) => ({
      id: stream.id,
      kind: stream.kind,
      default: stream.default,
      fields: fieldsOf(stream),
      can: abilitiesOf(stream),
    })),
    recordings:
      manifest.recordings === null ? null : { within: String(manifest.recordings.settle) },
  };
}

/** Whether a default is worth telling: an empty list is none. */
function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** What of a record the vendor supplies, by the names that the store has for it. */
function fieldsOf(stream: Stream): string[] {
  if (stream.kind === 'calls') return stream.fields;
  return stream.kind === 'statistics' ? stream.values : [];
}

function abilitiesOf(stream: Stream): string[] {
  return [
    ...(stream.kind === 'calls' ? callAbilities(stream) : []),
    ...(stream.kind === 'statistics' ? statisticsAbilities(stream) : []),
    ...(stream.kind === 'notes' ? notesAbilities(stream) : []),
    ...paceOf(stream),
    ...(stream.default ? [] : ['read when config asks for it']),
  ];
}

function callAbilities({ window, time, paging, identity }: CallStream): string[] {
  const pages = paging.maxPageSize === null ? '' : ` of ${paging.maxPageSize}`;
  return [
    `times to the ${time.precision}`,
    paging.kind === 'none' ? 'no pages' : `pages${pages}`,
    paging.total === 'exact' ? 'tells totals' : 'tells no totals',
    identity === 'id' ? 'records have ids' : 'records have no ids',
    horizonOf(window),
  ];
}

function statisticsAbilities({ interval, window }: StatisticsStream): string[] {
  return [`sums of each ${interval}, made by the vendor`, horizonOf(window)];
}

function notesAbilities({ limits }: NotesStream): string[] {
  const { requestsPerSecond } = limits;
  const pace = requestsPerSecond === null ? [] : [`${requestsPerSecond} requests a second`];
  return ['notes of calls, one request a call', ...pace];
}

function horizonOf({ retention }: { retention: string | null }): string {
  return retention === null ? 'no known horizon' : `reaches back ${retention}`;
}

function paceOf({ limits }: Stream): string[] {
  return limits.minPollInterval === 'PT0S' ? [] : [`asked again after ${limits.minPollInterval}`];
}
