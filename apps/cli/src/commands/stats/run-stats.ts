import {
  type DimensionName,
  flattenRow,
  type IntervalUnit,
  type MetricName,
  type SummaryQuery,
  summarizeCalls,
  unavailableMetrics,
  unsuppliedMetrics,
} from '@cdr/core';
import { type CallFilterOptions, callFilterOf } from '../../arguments/call-filter-options.ts';
import { readRange, type TimeOptions } from '../../arguments/read-time.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { knownSources } from '../../session/known-sources.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';
import { formatRows, type StatsNote, tableOfRows } from './format-rows.ts';

/** What `cdr stats` takes. */
export interface StatsOptions extends GlobalOptions, CallFilterOptions, TimeOptions {
  interval?: IntervalUnit | undefined;
  by?: DimensionName[] | undefined;
  metrics?: MetricName[] | undefined;
  fill?: true | undefined;
  format?: 'table' | 'json' | 'ndjson' | 'csv' | undefined;
  output?: string | undefined;
}

const usualMetrics: MetricName[] = ['calls', 'answered', 'asr', 'talkSeconds', 'acd', 'asa'];

/** Tells figures of stored calls. */
export async function runStats(io: CliIo, options: StatsOptions): Promise<ExitCode> {
  const toTerminal = options.output === undefined && io.stdout.isTTY === true;
  const format = options.format ?? (toTerminal ? 'table' : 'ndjson');
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const known = await knownSources(session, store, options.source ?? []);
    const source = options.source ?? known;
    const timeZone = options.timeZone ?? (await firstZone(session, source));
    const filter = { ...callFilterOf(options), source, ...readRange(options, timeZone) };
    const unsupplied = await unsuppliedNotes(session, source);
    const query: SummaryQuery = {
      metrics: options.metrics ?? usualMetrics,
      by: options.by ?? [],
      ...(options.interval === undefined ? {} : { interval: options.interval }),
      timeZone,
      filter,
      fill: options.fill === true,
      unsupplied: Object.fromEntries(
        source.map((name) => [
          name,
          unsupplied.filter((note) => note.source === name).map(({ metric }) => metric),
        ]),
      ),
    };
    const rows = (await summarizeCalls(store.read({ filter: { source } }), query)).map(flattenRow);
    const notes: StatsNote[] = [
      ...unavailableMetrics(query).map((note) => ({ ...note, source: null })),
      ...unsupplied.filter(({ metric }) => query.metrics.includes(metric)),
    ];
    const width = toTerminal ? (io.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
    const text = format === 'table' ? tableOfRows(rows, width) : formatRows(rows, notes, format);
    await writeOutput(io, chunksOf(text), options.output);
    if (format !== 'json') io.stderr.write(notes.map(describeNote).join(''));
    return exitCodes.done;
  });
}

async function* chunksOf(text: string): AsyncGenerator<string> {
  yield text;
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

function describeNote({ metric, source, reason }: StatsNote): string {
  return `cdr: no ${metric}${source === null ? '' : ` of ${source}`}: ${reason}\n`;
}
