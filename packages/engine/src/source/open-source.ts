import {
  ConfigError,
  type ConnectContext,
  durationToMs,
  type Manifest,
  type Provider,
  type SourceSettings,
  type Stream,
  zoneOf,
} from '@cdr/core';
import type { SourceConfig } from '../config/config-schema.ts';
import { describeIssues, formatPath } from '../config/describe-issues.ts';
import { parseTime } from '../config/parse-time.ts';
import { callingCodeOf } from './calling-code.ts';
import { decidingOptions } from './deciding-options.ts';
import type { Runtime, Source } from './source.ts';

/** What a source is opened from. */
export interface OpenSourceInput {
  /** The key under `sources` in config. */
  name: string;
  config: SourceConfig;
  provider: Provider;
  runtime: Runtime;
}

/**
 * Joins a source's config with its provider, and checks what only the provider knows: its own
 * options and its streams. Asks the vendor for nothing. Throws `ConfigError`.
 */
export function openSource({ name, config, provider, runtime }: OpenSourceInput): Source {
  const { manifest } = provider;
  const options = parseOptions(name, config, provider);
  const settings: SourceSettings = {
    source: name,
    timeZone: config.timeZone ?? manifest.timeZone,
    country: config.country ?? manifest.country,
    extensions: config.extensions ?? null,
  };
  const callingCode = callingCodeOf(settings.country);
  const streams = chooseStreams(name, config, provider);
  const context: Omit<ConnectContext<unknown>, 'onEvent'> = {
    ...runtime,
    options,
    settings,
    attemptTimeoutMs: durationToMs(config.attemptTimeout),
  };
  return {
    name,
    provider,
    settings,
    numberReading: callingCode === null ? {} : { callingCode },
    clock: runtime.clock,
    decidingOptions: (kind) => decidingOptions(provider.options, config.options, kind),
    streams,
    mapper: provider.createMapper(options, settings),
    statisticsMapper(stream) {
      const mapper = provider.createStatisticsMapper?.(options, settings, stream);
      return mapper ?? noMapper(manifest, stream);
    },
    noteMapper: (stream) =>
      provider.createNoteMapper?.(options, settings) ?? noMapper(manifest, stream),
    connect: (onEvent, patience = {}) => provider.connect({ ...context, ...patience, onEvent }),
    since: config.since === undefined ? null : parseTime(config.since, zoneOf(settings.timeZone)),
    lookback: config.lookback,
    keepFor: config.keepFor,
    concurrencyOf: ({ limits }) =>
      Math.min(config.concurrency ?? limits.concurrency, limits.concurrency),
  };
}

/** For providers that were not checked as {@link loadProvider} does. */
function noMapper({ name }: Manifest, { id }: Stream): never {
  throw new ConfigError({ what: `The provider for ${name} can't map its stream "${id}"` });
}

function parseOptions(name: string, config: SourceConfig, provider: Provider): unknown {
  const result = provider.options.safeParse(config.options);
  if (result.success) return result.data;
  const problems = describeIssues(provider.options, config.options, result.error);
  throw new ConfigError({
    what: `The options of source "${name}" don't fit ${provider.manifest.name}: ${problems
      .map(({ path, message }) => `${formatPath(['options', ...path])}: ${message}`)
      .join('; ')}`,
    where: `sources.${name}`,
    todo: `\`cdr providers\` lists what ${provider.manifest.name} takes`,
  });
}

function chooseStreams(name: string, config: SourceConfig, provider: Provider): Stream[] {
  const { name: vendor, streams } = provider.manifest;
  if (config.streams === undefined) return streams.filter((stream) => stream.default);
  const known = streams.map(({ id }) => id);
  const unknown = config.streams.filter((wanted) => !known.includes(wanted));
  if (unknown.length > 0) {
    throw new ConfigError({
      what: `${vendor} has no stream ${unknown.map((id) => `"${id}"`).join(', ')}`,
      where: `sources.${name}.streams`,
      todo: `It has ${known.join(', ')}`,
    });
  }
  return streams.filter(({ id }) => config.streams?.includes(id));
}
