import type { Origin } from '@cdr/core';
import { type FigureOptions, knownSources, planFigures, readFigures } from '@cdr/engine';
import { csvSeparators, type ExportFormat, figureColumns, formatFigures } from '@cdr/export';
import { parquetRows } from '@cdr/store';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { chooseFormat } from '../../formats/choose-format.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { isToTerminal } from '../../terminal/is-to-terminal.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeNote } from './describe-note.ts';
import { drawChart } from './draw-chart.ts';
import { tableOfRows } from './table-of-rows.ts';

/** What `cdr stats` takes. */
export interface StatsOptions extends GlobalOptions, FigureOptions {
  /** Default: both. */
  origin?: Origin | 'both' | undefined;
  /** Draws the first metric, instead of telling figures. */
  chart?: true | undefined;
  format?: 'table' | ExportFormat | undefined;
  separator: keyof typeof csvSeparators;
  output?: string | undefined;
}

const usualWidth = 80;
const plain: Paint = (_, text) => text;

/** Tells figures of stored calls, and the sums of vendors beside them. */
export async function runStats(io: CliIo, options: StatsOptions): Promise<ExitCode> {
  const toTerminal = isToTerminal(io, options.output);
  const format = chooseFormat(io, options);
  const width = toTerminal ? (io.stdout.columns ?? usualWidth) : null;
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const known = await knownSources(session, store);
    const plan = await planFigures(session, { options, known });
    if (options.chart === true) {
      const { query } = plan;
      const { metrics: [metric = 'calls'] = [] } = options;
      const paint = toTerminal ? paintOf(io.stdout, io) : plain;
      const chart = await drawChart(store, { query, metric, width: width ?? usualWidth, paint });
      await writeOutput(io, chunksOf(chart), options.output);
      io.stderr.write(
        plan.notes
          .filter((note) => note.metric === metric)
          .map(describeNote)
          .join(''),
      );
      return exitCodes.done;
    }
    const { rows, notes } = await readFigures(store, plan, options.origin);
    const chunks =
      format === 'table'
        ? chunksOf(tableOfRows(rows, width ?? Number.POSITIVE_INFINITY))
        : format === 'parquet'
          ? parquetRows([rows], figureColumns(rows))
          : formatFigures(rows, format, { notes, separator: csvSeparators[options.separator] });
    await writeOutput(io, chunks, options.output);
    if (format !== 'json') io.stderr.write(notes.map(describeNote).join(''));
    return exitCodes.done;
  });
}

async function* chunksOf(text: string): AsyncGenerator<string> {
  yield text;
}
