import { parametersText, type Stream } from '@cdr/core';
import type { Source } from './source.ts';

/**
 * What decides besides the vendor what a stream of a source says, as JSON: time zone and options, and
 * for statistics their parameters, which stand for the options. Data that were read on another basis
 * are read again.
 */
export function basisOf(source: Source, stream: Stream): string {
  const { timeZone, country, extensions } = source.settings;
  if (stream.kind === 'statistics') {
    const { parameters } = source.statisticsMapper(stream);
    return `{"parameters":${parametersText(parameters)},"timeZone":${JSON.stringify(timeZone)}}`;
  }
  const options = source.decidingOptions(stream.kind);
  const common = Object.keys(options).length === 0 ? { timeZone } : { timeZone, options };
  return JSON.stringify(stream.kind === 'calls' ? { ...common, country, extensions } : common);
}

/** Names what two bases differ in, as config does: `timeZone`, `options.direction`. */
export function differenceOf(a: string, b: string): string[] {
  const [before, after] = [settingsIn(a), settingsIn(b)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

function settingsIn(basis: string): Map<string, string> {
  const { options, ...settings }: Record<string, unknown> = JSON.parse(basis);
  const named = Object.entries(Object(options)).map(([name, mark]) => [`options.${name}`, mark]);
  return new Map(
    [...Object.entries(settings), ...named].map(([name, value]) => [
      String(name),
      JSON.stringify(value),
    ]),
  );
}
