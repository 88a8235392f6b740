import {
  compareRows,
  type DimensionName,
  dimensionNames,
  type FlatRow,
  flattenRow,
  type IntervalUnit,
  type MetricName,
  type SummaryQuery,
  type SummaryRow,
} from '@cdr/core';
import type { CallFilterOptions, TimeOptions } from '@cdr/engine';
import { type ExportFormat, figureColumns, formatFigures } from '@cdr/export';
import { parquetRows } from '@cdr/store';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { chooseFormat } from '../../formats/choose-format.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';
import { drawChart } from './draw-chart.ts';
import { otherIds } from './other-ids.ts';
import { readQuery } from './read-query.ts';
import { describeNote, type Origin } from './stats-note.ts';
import { tableOfRows } from './table-of-rows.ts';
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
  format?: 'table' | ExportFormat | undefined;
  output?: string | undefined;
}

const usualWidth = 80;
const plain: Paint = (_, text) => text;

/** Tells figures of stored calls, and the sums of vendors beside them. */
export async function runStats(io: CliIo, options: StatsOptions): Promise<ExitCode> {
  const toTerminal = options.output === undefined && io.stdout.isTTY === true;
  const format = chooseFormat(io, options);
  const width = toTerminal ? (io.stdout.columns ?? usualWidth) : null;
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const { query, notes: unsupplied } = await readQuery(session, store, options);
    if (options.chart === true) {
      const { metrics: [metric = 'calls'] = [] } = options;
      const paint = toTerminal ? paintOf(io.stdout, io) : plain;
      const chart = await drawChart(store, { query, metric, width: width ?? usualWidth, paint });
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
    const notes = [
      ...(origin === 'vendor' ? [] : unsupplied),
      ...vendor.notes,
      ...otherIds(computed, vendor.rows),
    ];
    const chunks =
      format === 'table'
        ? chunksOf(tableOfRows(rows, width ?? Number.POSITIVE_INFINITY))
        : format === 'parquet'
          ? parquetRows([rows], figureColumns(rows))
          : formatFigures(rows, format, { notes });
    await writeOutput(io, chunks, options.output);
    if (format !== 'json') io.stderr.write(notes.map(describeNote).join(''));
    return exitCodes.done;
  });
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
