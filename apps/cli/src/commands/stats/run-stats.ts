import {
  compareRows,
  type DimensionName,
  dimensionNames,
  type FlatRow,
  flattenRow,
  type IntervalUnit,
  type MetricName,
  type Store,
  type SummaryQuery,
  type SummaryRow,
  unavailableMetrics,
  unsuppliedMetrics,
} from '@cdr/core';
import { peopleOf } from '@cdr/engine';
import { type CallFilterOptions, callFilterOf } from '../../arguments/call-filter-options.ts';
import { readRange, type TimeOptions } from '../../arguments/read-time.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { knownSources } from '../../session/known-sources.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';
import { drawChart } from './draw-chart.ts';
import { formatRows, tableOfRows } from './format-rows.ts';
import { describeNote, type Origin, type StatsNote } from './stats-note.ts';
import { vendorRows } from './vendor-rows.ts';

/** What `cdr stats` takes. */
export interface StatsOptions extends GlobalOptions, CallFilterOptions, TimeOptions {
  interval?: IntervalUnit | undefined;
  by?: DimensionName[] | undefined;
  metrics?: MetricName[] | undefined;
  /** Default: both. */
  origin?: Origin | 'both' | undefined;
  fill?: true | undefined;
  /** Rows of each interval; those with the most calls. */
  top?: number | undefined;
  /** Milliseconds. */
  threshold?: number | undefined;
  /** Draws the first metric, instead of telling figures. */
  chart?: true | undefined;
  format?: 'table' | 'json' | 'ndjson' | 'csv' | undefined;
  output?: string | undefined;
}

const usualWidth = 80;
const usualMetrics: MetricName[] = ['calls', 'answered', 'asr', 'talkSeconds', 'acd', 'asa'];

/** Tells figures of stored calls, and the sums of vendors beside them. */
export async function runStats(io: CliIo, options: StatsOptions): Promise<ExitCode> {
  const toTerminal = options.output === undefined && io.stdout.isTTY === true;
  const format = options.format ?? (toTerminal ? 'table' : 'ndjson');
  const width = toTerminal ? (io.stdout.columns ?? usualWidth) : null;
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const { query, notes: unsupplied } = await readQuery(session, store, options);
    if (options.chart === true) {
      const { metrics: [metric = 'calls'] = [] } = options;
      const chart = await drawChart(store, { query, metric, width: width ?? usualWidth });
      await writeOutput(io, chunksOf(chart), options.output);
      io.stderr.write(
        unsupplied
          .filter((note) => note.metric === metric)
          .map(describeNote)
          .join(''),
      );
      return exitCodes.done;
    }
    const { origin = 'both' } = options;
    const nothing = { rows: [], notes: [] };
    const vendor = origin === 'computed' ? nothing : await vendorRows(store, query);
    const computed = origin === 'vendor' ? [] : await store.summarize(query);
    const rows = toFlatRows(query, computed, vendor.rows);
    const notes = [...(origin === 'vendor' ? [] : unsupplied), ...vendor.notes];
    const text =
      format === 'table'
        ? tableOfRows(rows, width ?? Number.POSITIVE_INFINITY)
        : formatRows(rows, notes, format);
    await writeOutput(io, chunksOf(text), options.output);
    if (format !== 'json') io.stderr.write(notes.map(describeNote).join(''));
    return exitCodes.done;
  });
}

/** What is asked, and what vendors tell too little for. */
async function readQuery(
  session: Session,
  store: Store,
  options: StatsOptions,
): Promise<{ query: SummaryQuery; notes: StatsNote[] }> {
  const known = await knownSources(session, store, options.source ?? []);
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

/** Both kinds of rows in one order, told apart by `origin`. */
function toFlatRows(
  { top }: SummaryQuery,
  computed: readonly SummaryRow[],
  vendor: readonly (SummaryRow & { parameters: string })[],
): FlatRow[] {
  const plain = '{}';
  const tellsParameters = vendor.some(({ parameters }) => parameters !== plain);
  const tagged = [
    ...computed.map((row) => ({ row, origin: 'computed', parameters: null })),
    ...vendor.map((row) => ({ row, origin: 'vendor', parameters: row.parameters })),
  ];
  const [first] = tagged;
  const dimensions = dimensionNames.filter((name) => first?.row.dimensions[name] !== undefined);
  const compare = compareRows({ dimensions, top: top ?? null });
  return tagged
    .sort((a, b) => compare(a.row, b.row))
    .map(({ row, origin, parameters }) =>
      flattenRow({ ...row, labels: { origin, ...(tellsParameters ? { parameters } : {}) } }),
    );
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
