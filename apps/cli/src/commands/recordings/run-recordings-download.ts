import { resolve } from 'node:path';
import { ConfigError } from '@cdr/core';
import {
  type CallFilterOptions,
  callFilterOf,
  countSelected,
  downloadRecordings,
  knownSources,
  type RecordingReport,
  type Source,
  selectCalls,
  type TimeOptions,
} from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { readInPages } from '../../session/read-in-pages.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { createRecordingProgress } from '../../terminal/recording-progress.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeDownload } from './describe-download.ts';

/** What `cdr recordings download` takes. */
export interface RecordingsDownloadOptions extends GlobalOptions, CallFilterOptions, TimeOptions {
  dir: string;
  limit?: number | undefined;
  json?: true | undefined;
}

const exitCodeOf: Record<RecordingReport['status'], ExitCode> = {
  complete: exitCodes.done,
  partial: exitCodes.partial,
  failed: exitCodes.failed,
  interrupted: exitCodes.interrupted,
};

/** Downloads the recordings of stored calls that aren't there yet. */
export async function runRecordingsDownload(
  io: CliIo,
  options: RecordingsDownloadOptions,
): Promise<ExitCode> {
  const session = await openSession(io, options);
  const sources = await sourcesWithRecordings(session, options.source ?? []);
  const dir = resolve(io.cwd, options.dir);
  const { selection, total } = await session.withStoreToRead(async (store) => {
    const source = sources.map(({ name }) => name);
    const filter = { ...callFilterOf(options), source, recorded: true } as const;
    const known = await knownSources(session, store);
    const selected = await selectCalls(session, { filter, times: options, known });
    return { selection: selected, total: await countSelected(store, selected) };
  });
  const wanted = Math.min(total, options.limit ?? total);
  const progress = createRecordingProgress(io, {
    total: wanted,
    json: options.json === true,
    verbose: options.verbose === true,
  });
  try {
    const report = await downloadRecordings({
      sources,
      calls: readInPages(session, selection, wanted),
      dir,
      clock: session.clock,
      signal: io.signal,
      onEvent: progress.onEvent,
    });
    progress.close();
    if (options.json === true) io.stdout.write(`${JSON.stringify(report)}\n`);
    else io.stdout.write(describeDownload(report, dir));
    return exitCodeOf[report.status];
  } finally {
    progress.close();
  }
}

/** Throws `ConfigError` when a source that was named gives none out, or when none does. */
async function sourcesWithRecordings(
  session: Session,
  names: readonly string[],
): Promise<Source[]> {
  const sources = await session.openSources(names);
  const able = sources.filter(({ provider }) => provider.manifest.recordings !== null);
  const unable = sources.filter((source) => !able.includes(source));
  const [first] = unable;
  if (first === undefined || (names.length === 0 && able.length > 0)) return able;
  throw new ConfigError({
    what: `${first.provider.manifest.name} gives no recordings out`,
    where: `source "${first.name}"`,
    todo: '`cdr providers` says which vendors do',
  });
}
