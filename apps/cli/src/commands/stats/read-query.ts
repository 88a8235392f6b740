import {
  type MetricName,
  type Store,
  type SummaryQuery,
  unavailableMetrics,
  unsuppliedMetrics,
} from '@cdr/core';
import { assertKnown, callFilterOf, knownSources, peopleOf, readRange } from '@cdr/engine';
import type { Session } from '../../session/session.ts';
import type { StatsOptions } from './run-stats.ts';
import type { StatsNote } from './stats-note.ts';

const usualMetrics: MetricName[] = ['calls', 'answered', 'asr', 'talkSeconds', 'acd', 'asa'];

/** What is asked, and what vendors tell too little for. */
export async function readQuery(
  session: Session,
  store: Store,
  options: Omit<StatsOptions, 'format' | 'output' | 'origin' | 'chart'>,
): Promise<{ query: SummaryQuery; notes: StatsNote[] }> {
  const known = await knownSources(session, store);
  assertKnown(options.source ?? [], known);
  const source = options.source ?? known;
  const timeZone = options.timeZone ?? (await firstZone(session, source));
  const unsupplied = await unsuppliedNotes(session, source);
  const query: SummaryQuery = {
    metrics: options.metrics ?? usualMetrics,
    by: options.by ?? [],
    ...(options.interval === undefined ? {} : { interval: options.interval }),
    timeZone,
    filter: { ...callFilterOf(options), source, ...readRange(options, timeZone) },
    fill: options.fill === true,
    ...(options.top === undefined ? {} : { top: options.top }),
    ...(options.threshold === undefined ? {} : { thresholdMs: options.threshold }),
    people: peopleOf(session.loaded.config.people),
    unsupplied: Object.fromEntries(
      source.map((name) => [
        name,
        unsupplied.filter((note) => note.source === name).map(({ metric }) => metric),
      ]),
    ),
  };
  const notes: StatsNote[] = [
    ...unavailableMetrics(query).map((note) => ({ ...note, source: null })),
    ...unsupplied.filter(({ metric }) => query.metrics.includes(metric)),
  ].map((note) => ({ origin: 'computed', ...note }));
  return { query, notes };
}

/** The zone of the first source that the config knows. */
async function firstZone(session: Session, sources: readonly string[]): Promise<string> {
  const name = sources.find((own) => Object.hasOwn(session.loaded.config.sources, own));
  return name === undefined ? 'UTC' : session.timeZoneOf(name);
}

async function unsuppliedNotes(session: Session, sources: readonly string[]) {
  const configured = sources.filter((own) => Object.hasOwn(session.loaded.config.sources, own));
  const notes = await Promise.all(
    configured.map(async (source) => {
      const { streams } = await session.manifestOf(source);
      const stream = streams.find(({ kind }) => kind === 'calls');
      if (stream?.kind !== 'calls') return [];
      return unsuppliedMetrics(stream).map((note) => ({ ...note, source }));
    }),
  );
  return notes.flat();
}
