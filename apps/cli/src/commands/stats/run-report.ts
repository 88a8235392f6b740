import { metricNames } from '@cdr/core';
import { coverageReport, knownSources, planFigures } from '@cdr/engine';
import { readReport, renderReport } from '@cdr/report';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { writeOutput } from '../../terminal/write-output.ts';
import type { StatsOptions } from './run-stats.ts';

/** What `cdr stats --report` takes. */
export interface ReportOptions extends Omit<StatsOptions, 'by' | 'metrics' | 'fill' | 'top'> {
  /** The file. */
  report: string;
}

/** Writes a page of HTML that shows stored calls, and what of them is proven. */
export async function runReport(io: CliIo, options: ReportOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const { sources: configured } = session.loaded.config;
  return session.withStoreToRead(async (store) => {
    const known = await knownSources(session, store);
    const asked = { ...options, metrics: metricNames };
    const { query, notes } = await planFigures(session, { options: asked, known });
    const { metrics: _, by: __, fill: ___, ...about } = query;
    const named = (query.filter?.source ?? []).filter((name) => Object.hasOwn(configured, name));
    const sources = named.length === 0 ? [] : await session.openSources(named);
    const report = await readReport(store, {
      query: about,
      notes,
      coverage: (period) => coverageReport(store, sources, { clock: session.clock, asked: period }),
      now: session.clock.now(),
    });
    await writeOutput(io, pieces(renderReport(report)), options.report);
    return exitCodes.done;
  });
}

async function* pieces(page: string): AsyncGenerator<string> {
  yield page;
}
