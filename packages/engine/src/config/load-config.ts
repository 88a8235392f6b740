import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Config, configSchema } from './config-schema.ts';
import { expandVariables } from './expand-variables.ts';
import { findConfig } from './find-config.ts';
import { configErrorOf, parseConfigValue } from './parse-config-value.ts';
import { readConfigFile } from './read-config-file.ts';

/** A config and where it came from. */
export interface LoadedConfig {
  /** The file, absolute. */
  path: string;
  /** Its folder: providers are looked for here first. */
  dir: string;
  config: Config;
}

/** Where a config is looked for. */
export interface LoadConfigInput {
  /** The file, as given by `--config`; absent to look for `cdr.config.*` from `cwd` upward. */
  file?: string;
  cwd: string;
  /** The environment, for `${NAME}`; it comes before `.env` beside the config. */
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds, reads and checks the config. Provider options are only expanded here; the provider's own
 * schema checks them when the source is opened. Throws `ConfigError` with every problem at once.
 */
export async function loadConfig({ file, cwd, env }: LoadConfigInput): Promise<LoadedConfig> {
  const path = await findConfig(cwd, file);
  const dir = dirname(path);
  const dotEnv = await readDotEnv(dir);
  const read = await readConfigFile(path);
  const { value, problems } = expandVariables(read, (name) => env[name] ?? dotEnv[name]);
  if (problems.length > 0) throw configErrorOf(problems, { file: path });
  const config = parseConfigValue(configSchema, value, { file: path });
  const store = { ...config.store, path: resolve(dir, config.store.path) };
  const lake = config.lake === undefined ? {} : { lake: resolve(dir, config.lake) };
  return { path, dir, config: { ...config, store, ...lake } };
}

async function readDotEnv(dir: string): Promise<Record<string, string | undefined>> {
  try {
    return parseEnv(await readFile(join(dir, '.env'), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
