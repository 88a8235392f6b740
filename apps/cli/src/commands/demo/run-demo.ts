import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  type CallSource,
  CdrError,
  type Clock,
  ConfigError,
  type Store,
  toInstant,
} from '@cdr/core';
import { coverageReport, findInstalledProviders, type Source } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { providerLookup } from '../../session/provider-lookup.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { clockOf } from '../../terminal/clock.ts';
import { commandName, quoteWord } from '../../terminal/command-name.ts';
import { type Paint, paintOf } from '../../terminal/paint.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeCoverage } from '../coverage/describe-coverage.ts';
import { callsFor, monthBefore } from '../emulate/busy-month.ts';
import { type EmulatedVendor, emulateVendor } from '../emulate/emulated-vendor.ts';
import { describeSync } from '../sync/describe-sync.ts';
import { syncOnce } from '../sync/sync-once.ts';
import { compareWithVendor } from './compare-with-vendor.ts';
import { type DemoFigures, readFigures } from './demo-figures.ts';
import { prepareDemoFolder } from './demo-folder.ts';
import { figuresTable } from './describe-demo.ts';

/** What `cdr demo` takes. */
export interface DemoOptions extends GlobalOptions {
  calls: number;
  dir: string;
  seed: number;
}

/** Shows the whole way from vendors to tables, on this machine alone. */
export async function runDemo(io: CliIo, options: DemoOptions): Promise<ExitCode> {
  const clock = stopClock(clockOf(io));
  const dir = resolve(io.cwd, options.dir);
  await prepareDemoFolder(dir);
  const vendors = await startVendors(io, clock, options);
  try {
    const config = join(dir, 'cdr.config.json');
    await writeFile(config, configText(vendors));
    const session = await openSession(io, { ...options, config }, clock);
    return await session.withStore((store) => showSync({ session, store, vendors, options }));
  } finally {
    await Promise.all(vendors.map((vendor) => vendor.close()));
  }
}

/** Planning, vendors and proof shall speak of one moment, however long the sync takes. */
function stopClock(clock: Clock): Clock {
  const now = clock.now();
  return { ...clock, now: () => now };
}

interface DemoVendor extends EmulatedVendor {
  /** What the vendor holds. */
  calls: CallSource;
}

async function startVendors(
  io: CliIo,
  clock: Clock,
  { calls, seed }: DemoOptions,
): Promise<DemoVendor[]> {
  const paint = paintOf(io.stdout, io);
  const lookup = providerLookup(io);
  const vendors: DemoVendor[] = [];
  for (const installed of await findInstalledProviders(lookup)) {
    if (!installed.ok) {
      leaveOut(io, installed.reason);
      continue;
    }
    const { provider } = installed.loaded;
    const { manifest } = provider;
    const { timeZone, name } = manifest;
    const to = clock.now();
    const from = monthBefore(to, timeZone);
    const generated = callsFor({ provider, from, to, timeZone, calls, seed });
    const since = toInstant(from);
    const served = { io, provider: installed.name, manifest, lookup };
    const input = { ...served, calls: generated, clock, since };
    const vendor = await emulateVendor(input).catch((error: unknown) => {
      // Not every vendor has an API, nor does every provider speak it.
      if (!CdrError.isInstance(error) || error.code !== 'config') throw error;
      return leaveOut(io, error.message);
    });
    if (vendor === null) continue;
    vendors.push({ ...vendor, calls: generated });
    const what = `${calls.toLocaleString('en')} calls of a busy month`;
    io.stdout.write(`${paint('bold', name)} answers on ${vendor.url}: ${what}\n`);
  }
  if (vendors.length > 0) return vendors;
  throw new ConfigError({
    what: 'No provider is installed',
    todo: 'Install one, such as npm install @cdr/provider-thulium',
  });
}

function leaveOut(io: CliIo, reason: string): null {
  io.stderr.write(`cdr: left out: ${reason}\n`);
  return null;
}

function configText(vendors: readonly EmulatedVendor[]): string {
  const config = {
    store: { kind: 'duckdb', path: 'cdr.duckdb' },
    sources: Object.fromEntries(vendors.map(({ provider, source }) => [provider, source])),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

interface Showing {
  session: Session;
  store: Store;
  vendors: readonly DemoVendor[];
  options: DemoOptions;
}

async function showSync({ session, store, vendors, options }: Showing): Promise<ExitCode> {
  const { io, clock } = session;
  const paint = paintOf(io.stdout, io);
  const sources = await session.openSources([]);
  const report = await syncOnce(session, store, { sources, asked: new Map(), options });
  const seconds = (report.elapsedMs / 1000).toFixed(1);
  io.stdout.write(heading(paint, `What was read, in ${seconds} s`));
  io.stdout.write(describeSync(io, report, sources));
  if (report.status === 'interrupted') return exitCodes.interrupted;

  io.stdout.write(heading(paint, 'The proof: what is covered'));
  const coverage = await coverageReport(store, sources, { clock });
  for (const source of sources) {
    const own = coverage.filter((stream) => stream.source === source.name);
    const text = own.map((stream) =>
      describeCoverage(io, stream, { timeZone: source.settings.timeZone, upToNow: true }),
    );
    io.stdout.write(text.join(''));
  }

  for (const vendor of vendors) {
    io.stdout.write(`${await compareWithVendor(vendor, store, clock.now())}\n`);
  }

  io.stdout.write(heading(paint, 'What it comes to'));
  io.stdout.write(figuresTable(await figuresOf(store, sources)));
  io.stdout.write(heading(paint, 'Try next'));
  io.stdout.write(nextCommands(session));
  io.stdout.write(
    `\nThe tables are in ${quoteWord(relativePath(io, session.loaded.config.store.path))}, for any DuckDB tool.\n`,
  );
  return report.status === 'complete' ? exitCodes.done : exitCodes.partial;
}

async function figuresOf(
  store: Store,
  sources: readonly Source[],
): Promise<Map<string, DemoFigures>> {
  const all = new Map<string, DemoFigures>();
  for (const source of sources) all.set(source.name, await readFigures(store, source));
  return all;
}

function nextCommands({ io, loaded }: Session): string {
  const script = process.argv[1] ?? 'cdr';
  const own = commandName({ ...io, script, execArgv: process.execArgv });
  const config = `--config ${quoteWord(relativePath(io, loaded.path))}`;
  const file = (name: string) => quoteWord(relativePath(io, join(loaded.dir, name)));
  return [
    `  ${own} calls ${config} --direction inbound --disposition no-answer --limit 10\n`,
    `  ${own} calls ${config} --format csv --output ${file('calls.csv')}\n`,
    `  ${own} stats ${config} --by source --interval week\n`,
    `  ${own} stats ${config} --chart\n`,
    `  ${own} stats ${config} --report ${file('report.html')}\n`,
    `  ${own} coverage ${config}\n`,
  ].join('');
}

function relativePath(io: CliIo, path: string): string {
  const short = relative(io.cwd, path);
  return short.startsWith('..') ? path : short;
}

function heading(paint: Paint, text: string): string {
  return `\n${paint('bold', text)}\n\n`;
}
