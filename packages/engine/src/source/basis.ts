import { parametersText, type Stream } from '@cdr/core';
import type { Source } from './source.ts';

/**
 * What decides besides the vendor what a stream of a source says, as JSON: the provider with its ids and
 * its mapping, time zone and options, and for statistics their parameters, which stand for the options.
 * Data that were read on another basis are read again.
 */
export function basisOf(source: Source, stream: Stream): string {
  const { timeZone, country, extensions } = source.settings;
  const { id, identityEpoch, mapperVersion } = source.provider.manifest;
  const common = { provider: id, identityEpoch, mapperVersion, timeZone };
  if (stream.kind === 'statistics') {
    const { parameters } = source.statisticsMapper(stream);
    return JSON.stringify({ ...common, parameters: JSON.parse(parametersText(parameters)) });
  }
  const options = source.decidingOptions(stream.kind);
  const chosen = Object.keys(options).length === 0 ? common : { ...common, options };
  return JSON.stringify(stream.kind === 'calls' ? { ...chosen, country, extensions } : chosen);
}

/** Names what two bases differ in, as manifest and config do: `mapperVersion`, `options.direction`. */
export function differenceOf(a: string, b: string): string[] {
  const [before, after] = [partsOf(a), partsOf(b)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

/** The provider whose reading had this basis; `null` when it doesn't say. */
export function providerOf(basis: string): string | null {
  const { provider }: Record<string, unknown> = JSON.parse(basis);
  return typeof provider === 'string' ? provider : null;
}

/** Whether what was read on a basis were statistics. */
export function isOfStatistics(basis: string): boolean {
  return Object.hasOwn(JSON.parse(basis), 'parameters');
}

/** Whether records have the same ids on both bases. */
export function haveSameIds(a: string, b: string): boolean {
  return !differenceOf(a, b).some((name) => name === 'provider' || name === 'identityEpoch');
}

function partsOf(basis: string): Map<string, string> {
  const { options, parameters, ...parts }: Record<string, unknown> = JSON.parse(basis);
  const named = [
    ...Object.entries(Object(options)).map(([name, mark]) => [`options.${name}`, mark]),
    ...Object.entries(Object(parameters)).map(([name, value]) => [`parameters.${name}`, value]),
  ];
  return new Map(
    [...Object.entries(parts), ...named].map(([name, value]) => [
      String(name),
      JSON.stringify(value),
    ]),
  );
}
