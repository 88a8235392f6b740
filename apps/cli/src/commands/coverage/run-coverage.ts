import {
  coverageReport,
  readRange,
  type Source,
  type StreamCoverage,
  type TimeOptions,
} from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeCoverage } from './describe-coverage.ts';

/** What `cdr coverage` takes. */
export interface CoverageOptions extends GlobalOptions, TimeOptions {
  /** None means all. */
  sources: readonly string[];
  json?: true | undefined;
}

/** Tells what the ledger proves, without asking any vendor. */
export async function runCoverage(io: CliIo, options: CoverageOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const sources = await session.openSources(options.sources);
  return session.withStoreToRead(async (store) => {
    const report = (source: Source): Promise<StreamCoverage[]> => {
      const asked = readRange(options, options.timeZone ?? source.settings.timeZone);
      return coverageReport(store, [source], { clock: session.clock, asked });
    };
    const reports: StreamCoverage[] = [];
    for (const source of sources) {
      const own = await report(source);
      reports.push(...own);
      if (options.json === true) continue;
      const timeZone = options.timeZone ?? source.settings.timeZone;
      const telling = { timeZone, upToNow: options.to === undefined };
      io.stdout.write(own.map((one) => describeCoverage(io, one, telling)).join(''));
    }
    if (options.json === true) io.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
    return exitCodes.done;
  });
}
