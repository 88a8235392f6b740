import {
  type DimensionName,
  type IntervalUnit,
  type MetricName,
  type SummaryQuery,
  unavailableMetrics,
  unsuppliedMetrics,
} from '@cdr/core';
import { peopleOf } from '../config/people.ts';
import { assertKnown } from '../project/known-sources.ts';
import type { Project } from '../project/project.ts';
import { type CallFilterOptions, callFilterOf } from '../selection/call-filter.ts';
import { readRange, type TimeOptions } from '../selection/read-range.ts';
import type { FigureNote } from './figure-note.ts';

/** Which figures are asked for, as typed. */
export interface FigureOptions extends CallFilterOptions, TimeOptions {
  interval?: IntervalUnit | undefined;
  by?: readonly DimensionName[] | undefined;
  /** Default: the usual ones. */
  metrics?: readonly MetricName[] | undefined;
  fill?: boolean | undefined;
  /** Rows of each interval; those with the most calls. */
  top?: number | undefined;
  /** Milliseconds. */
  threshold?: number | undefined;
}

/** What is asked of the store, and what is to be said of it before it answers. */
export interface FigurePlan {
  query: SummaryQuery;
  /** What vendors tell too little for, and what has no meaning as it is asked. */
  notes: FigureNote[];
}

type FigureProject = Pick<Project, 'loaded' | 'timeZoneOf' | 'manifestOf'>;

const usualMetrics: MetricName[] = ['calls', 'answered', 'asr', 'talkSeconds', 'acd', 'asa'];

/**
 * What figures mean for the sources of a project. `known` are those that there are for whoever asks:
 * nothing of others is in the answer. Throws `ConfigError` for a source that is unknown and for a
 * range that is none.
 */
export async function planFigures(
  project: FigureProject,
  { options, known }: { options: FigureOptions; known: readonly string[] },
): Promise<FigurePlan> {
  assertKnown(options.source ?? [], known);
  const source = options.source ?? known;
  const timeZone = options.timeZone ?? (await firstZone(project, source));
  const unsupplied = await unsuppliedNotes(project, source);
  const query: SummaryQuery = {
    metrics: options.metrics ?? usualMetrics,
    by: options.by ?? [],
    ...(options.interval === undefined ? {} : { interval: options.interval }),
    timeZone,
    filter: { ...callFilterOf(options), source, ...readRange(options, timeZone) },
    fill: options.fill === true,
    ...(options.top === undefined ? {} : { top: options.top }),
    ...(options.threshold === undefined ? {} : { thresholdMs: options.threshold }),
    people: peopleOf(project.loaded.config.people),
    unsupplied: Object.fromEntries(
      source.map((name) => [
        name,
        unsupplied.filter((note) => note.source === name).map(({ metric }) => metric),
      ]),
    ),
  };
  const notes: FigureNote[] = [
    ...unavailableMetrics(query).map((note) => ({ ...note, source: null })),
    ...unsupplied.filter(({ metric }) => query.metrics.includes(metric)),
  ].map((note) => ({ origin: 'computed', ...note }));
  return { query, notes };
}

/** The zone of the first source that the config knows. */
async function firstZone(project: FigureProject, sources: readonly string[]): Promise<string> {
  const [name] = configuredOf(project, sources);
  return name === undefined ? 'UTC' : project.timeZoneOf(name);
}

async function unsuppliedNotes(project: FigureProject, sources: readonly string[]) {
  const notes = await Promise.all(
    configuredOf(project, sources).map(async (source) => {
      const { streams } = await project.manifestOf(source);
      const stream = streams.find(({ kind }) => kind === 'calls');
      if (stream?.kind !== 'calls') return [];
      return unsuppliedMetrics(stream).map((note) => ({ ...note, source }));
    }),
  );
  return notes.flat();
}

function configuredOf({ loaded }: FigureProject, sources: readonly string[]): string[] {
  return sources.filter((name) => Object.hasOwn(loaded.config.sources, name));
}
