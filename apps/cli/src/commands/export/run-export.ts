import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '@cdr/core';
import { assertKnown, type CallFilterOptions, callFilterOf, knownSources } from '@cdr/engine';
import { exportLake, type LakeMonth } from '@cdr/export';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { explainFileFailure } from '../../terminal/explain-file-failure.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr export` takes. */
export interface ExportOptions extends GlobalOptions, CallFilterOptions {
  lake?: string | undefined;
  json?: true | undefined;
}

/** Brings a lake up to date with the store. */
export async function runExport(io: CliIo, options: ExportOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const dir = lakeOf(session, io, options);
  assertStore(session);
  const { source, ...filter } = callFilterOf(options);
  const report = await session.withStoreToRead(async (store) => {
    const known = await knownSources(session, store);
    assertKnown(source ?? [], known);
    const lake = exportLake(store, {
      dir,
      sources: source ?? known,
      filter,
      signal: io.signal,
      ...(options.verbose === true ? { onMonth: (month) => tellMonth(io, month) } : {}),
    });
    return await lake.catch((error: unknown) => {
      throw explainFileFailure(error, dir);
    });
  });
  if (options.json === true) io.stdout.write(`${JSON.stringify({ lake: dir, ...report })}\n`);
  else {
    const [calls, written, removed, unchanged] = [
      report.calls,
      report.written,
      report.removed,
      report.unchanged,
    ].map((count) => count.toLocaleString('en'));
    io.stdout.write(
      `${calls} calls in ${dir}: ${written} files written, ${removed} removed, ${unchanged} unchanged\n`,
    );
  }
  return exitCodes.done;
}

function lakeOf({ loaded }: Session, io: CliIo, { lake }: ExportOptions): string {
  if (lake !== undefined) return resolve(io.cwd, lake);
  if (loaded.config.lake !== undefined) return loaded.config.lake;
  throw new ConfigError({
    what: 'Nobody said where the lake is to be',
    where: loaded.path,
    todo: 'Name a folder with --lake FOLDER, or with the key lake in the config',
  });
}

/** A store that isn't there has no calls, and a lake that follows it would lose all of its own. */
function assertStore({ loaded }: Session): void {
  const { path } = loaded.config.store;
  if (existsSync(path)) return;
  throw new ConfigError({ what: `There is no store ${path} yet`, todo: 'cdr sync makes it' });
}

function tellMonth(io: CliIo, { source, year, month, calls }: LakeMonth & { calls: number }): void {
  const name = `${source} ${year}-${String(month).padStart(2, '0')}`;
  io.stderr.write(`${name}: ${calls === 0 ? 'gone' : `${calls.toLocaleString('en')} calls`}\n`);
}
