import { once } from 'node:events';
import { resolve } from 'node:path';
import {
  type CallSource,
  type Clock,
  ConfigError,
  type EpochMs,
  toEpochMs,
  toInstant,
  type Window,
} from '@cdr/core';
import { readCallsFile } from '@cdr/emulator';
import { loadProvider, readRange, type TimeOptions } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { providerLookupAnywhere } from '../../session/provider-lookup.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { clockOf } from '../../terminal/clock.ts';
import { paintOf } from '../../terminal/paint.ts';
import type { GlobalOptions } from '../command-context.ts';
import { callsFor, monthBefore, startOfDay } from './busy-month.ts';
import { type EmulatedVendor, emulateVendor } from './emulated-vendor.ts';

/** What `cdr emulate` takes. */
export interface EmulateOptions extends GlobalOptions, TimeOptions {
  providers: readonly string[];
  port?: number | undefined;
  calls: number;
  seed: number;
  callsFile?: string | undefined;
  json?: true | undefined;
}

/** Serves vendors until stopped, which is how it is meant to end: exit code 0. */
export async function runEmulate(io: CliIo, options: EmulateOptions): Promise<ExitCode> {
  const clock = clockOf(io);
  const lookup = await providerLookupAnywhere(io, options);
  const { callsFile } = options;
  const file = callsFile === undefined ? null : await readCallsFile(resolve(io.cwd, callsFile));
  const vendors: EmulatedVendor[] = [];
  try {
    for (const [index, name] of options.providers.entries()) {
      const { provider } = await loadProvider(name, lookup);
      const zone = options.timeZone ?? provider.manifest.timeZone;
      const range = rangeOf(options, zone, clock);
      const { calls: count, seed } = options;
      const calls = file ?? callsFor({ provider, ...range, timeZone: zone, calls: count, seed });
      const from = file === null ? range.from : await firstStart(file);
      // A vendor of minutes or days tells the first call earlier than it was.
      const since = toInstant(startOfDay(from, zone));
      const port = options.port === undefined ? undefined : options.port + index;
      const { timeZone, verbose } = options;
      const { manifest } = provider;
      const served = { io, provider: name, manifest, lookup, calls, clock, since };
      const input = { ...served, timeZone, port, verbose };
      vendors.push(await emulateVendor(input));
    }
    for (const vendor of vendors) tell(io, vendor, options.json === true);
    if (options.json !== true) io.stderr.write('Ctrl-C stops it.\n');
    if (!io.signal.aborted) await once(io.signal, 'abort');
  } finally {
    await Promise.all(vendors.map((vendor) => vendor.close()));
  }
  return exitCodes.done;
}

function rangeOf(options: EmulateOptions, timeZone: string, clock: Clock): Window {
  const asked = readRange(options, timeZone);
  const to = asked.to ?? clock.now();
  const from = asked.from ?? monthBefore(to, timeZone);
  if (from < to) return { from, to };
  throw new ConfigError({ what: 'The range is empty: from must lie before to, or before now' });
}

async function firstStart(calls: CallSource): Promise<EpochMs> {
  for await (const [first] of calls.read({ limit: 1 })) {
    if (first !== undefined) return toEpochMs(first.startedAt);
  }
  throw new ConfigError({ what: 'The file holds no calls' });
}

function tell(io: CliIo, { provider, url, source, curl }: EmulatedVendor, json: boolean): void {
  if (json) {
    io.stdout.write(`${JSON.stringify({ provider, url, source })}\n`);
    return;
  }
  const paint = paintOf(io.stdout, io);
  const config = JSON.stringify({ [provider]: source }, null, 2)
    .split('\n')
    .slice(1, -1)
    .join('\n');
  io.stdout.write(
    `${paint('bold', provider)}  ${url}\n\n  ${curl}\n\n` +
      `In cdr.config.json, under "sources":\n\n${config}\n\n`,
  );
}
