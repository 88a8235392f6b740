import { resolve } from 'node:path';
import type { Clock } from '@cdr/core';
import { configSchema } from '../config/config-schema.ts';
import { findConfig } from '../config/find-config.ts';
import { type LoadConfigInput, type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { parseConfigValue } from '../config/parse-config-value.ts';
import { nodeConditions } from '../providers/node-conditions.ts';
import { createProject, type Project } from './project.ts';

/** What a project of this process is opened with. */
export interface OpenProjectInput extends LoadConfigInput {
  clock: Clock;
  /** The folder of the program, where providers are looked for after the config's and the working one. */
  program: string;
  /** Whether it does without a config file, with no sources and a store in `cwd`. Default false. */
  isConfigOptional?: boolean;
}

/** Loads the config for use over the network. Throws `ConfigError`. */
export async function openProject(input: OpenProjectInput): Promise<Project> {
  const { clock, program, cwd, env, isConfigOptional = false } = input;
  const loaded = isConfigOptional ? await loadIfThere(input) : await loadConfig(input);
  return createProject({
    loaded,
    lookup: {
      from: [loaded.dir, cwd, program],
      conditions: nodeConditions(process.execArgv, env.NODE_OPTIONS),
    },
    runtime: { fetch: (request) => fetch(request), clock, random: Math.random },
  });
}

async function loadIfThere(input: LoadConfigInput): Promise<LoadedConfig> {
  const { cwd, file } = input;
  const found = file ?? (await findConfig(cwd).catch(() => null));
  if (found !== null) return loadConfig({ ...input, file: found });
  const config = parseConfigValue(configSchema, { sources: {} });
  const store = { ...config.store, path: resolve(cwd, config.store.path) };
  return { path: resolve(cwd, 'cdr.config.json'), dir: resolve(cwd), config: { ...config, store } };
}
