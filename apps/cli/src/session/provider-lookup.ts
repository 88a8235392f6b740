import { dirname } from 'node:path';
import { CdrError } from '@cdr/core';
import { findConfig, nodeConditions, type ProviderLookup } from '@cdr/engine';
import type { GlobalOptions } from '../commands/command-context.ts';
import type { CliIo } from '../terminal/cli-io.ts';

/** Where providers are looked for: from the config's folder, the working one, and this program's own. */
export function providerLookup(io: CliIo, configDir?: string): ProviderLookup {
  const own = import.meta.dirname;
  return {
    from: configDir === undefined ? [io.cwd, own] : [configDir, io.cwd, own],
    conditions: nodeConditions(process.execArgv, io.env.NODE_OPTIONS),
  };
}

/** The same for commands that do without a config: it only says where to look, if there is one. */
export async function providerLookupAnywhere(
  io: CliIo,
  { config }: GlobalOptions,
): Promise<ProviderLookup> {
  try {
    return providerLookup(io, dirname(await findConfig(io.cwd, config)));
  } catch (error) {
    if (config !== undefined || !CdrError.isInstance(error)) throw error;
    return providerLookup(io);
  }
}
