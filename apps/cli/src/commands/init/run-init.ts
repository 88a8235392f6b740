import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ConfigError, type Provider } from '@cdr/core';
import { configSchema, loadProvider, parseConfigValue } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { providerLookup } from '../../session/provider-lookup.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { commandName } from '../../terminal/command-name.ts';
import type { GlobalOptions } from '../command-context.ts';
import { type CompletedOptions, completeOptions } from './complete-options.ts';
import { addToDotEnv } from './dot-env.ts';
import { type InitAnswers, parseOptionPairs, usualSourceName } from './init-answers.ts';

/** What `cdr init` takes. */
export interface InitOptions extends GlobalOptions {
  provider?: string | undefined;
  source?: string | undefined;
  /** `key=value` */
  option?: string[] | undefined;
  timeZone?: string | undefined;
  since?: string | undefined;
  force?: true | undefined;
}

/** Writes a config with one source. Never over one that is there, unless forced. */
export async function runInit(io: CliIo, options: InitOptions): Promise<ExitCode> {
  const path = resolve(io.cwd, options.config ?? 'cdr.config.json');
  if (!path.endsWith('.json')) {
    throw new ConfigError({ what: 'cdr init writes JSON', todo: 'Give --config a name in .json' });
  }
  const lookup = providerLookup(io, dirname(path));
  const answers = await answersOf(io, options, lookup);
  const { provider } = await loadProvider(answers.provider, lookup);
  const completed = completeOptions(answers.options, provider);
  await writeConfig(path, configOf(answers, completed), options.force === true);
  await tell(io, path, completed);
  tellStreams(io, provider);
  return exitCodes.done;
}

async function answersOf(
  io: CliIo,
  options: InitOptions,
  lookup: ReturnType<typeof providerLookup>,
): Promise<InitAnswers> {
  const { provider, source, timeZone, since } = options;
  if (provider !== undefined) {
    const pairs = parseOptionPairs(options.option ?? []);
    return {
      provider,
      source: source ?? usualSourceName(provider),
      timeZone,
      since,
      options: pairs,
    };
  }
  if (io.stdin.isTTY === true && io.stdout.isTTY === true) {
    const { askInit } = await import('./ask-init.ts');
    return askInit(io, options, lookup);
  }
  throw new ConfigError({
    what: 'cdr init asks questions on a terminal only; here it needs --provider',
    todo: 'cdr providers lists them',
  });
}

function configOf(
  { provider, source, timeZone, since }: InitAnswers,
  { options }: CompletedOptions,
) {
  const config = {
    store: { kind: 'duckdb', path: 'cdr.duckdb' },
    sources: {
      [source]: {
        provider,
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(since === undefined ? {} : { since }),
        options,
      },
    },
  };
  parseConfigValue(configSchema, config);
  return config;
}

async function writeConfig(path: string, config: object, force: boolean): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(config, null, 2)}\n`, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST') {
      throw new ConfigError({
        what: `${path} is there already`,
        todo: 'Overwrite it with --force',
      });
    }
    if (code === 'ENOENT') throw new ConfigError({ what: `There is no folder ${dirname(path)}` });
    throw cause;
  }
}

/** Which streams are read is no question: there are good answers to it, which config can change. */
function tellStreams(io: CliIo, { manifest }: Provider): void {
  const others = manifest.streams.filter((stream) => !stream.default).map(({ id }) => id);
  if (others.length === 0) return;
  const own = manifest.streams.filter((stream) => stream.default).map(({ id }) => id);
  io.stdout.write(
    `\nIt reads ${own.join(', ')}. There is more, to be named under "streams": ${others.join(', ')}\n`,
  );
}

async function tell(io: CliIo, path: string, { variables }: CompletedOptions): Promise<void> {
  const dir = dirname(path);
  const own = commandName({ ...io, script: process.argv[1] ?? 'cdr', execArgv: process.execArgv });
  const isFound = dir === io.cwd && path.endsWith('cdr.config.json');
  const config = isFound ? '' : ` --config ${relative(io.cwd, path)}`;
  io.stdout.write(`Wrote ${path}\n`);
  const stored = await addToDotEnv(dir, variables);
  const open = variables.filter(({ name }) => !stored.includes(name)).map(({ name }) => name);
  if (stored.length > 0) {
    io.stdout.write(
      `Wrote ${stored.join(', ')} to ${join(dir, '.env')}; keep it out of version control\n`,
    );
  }
  if (open.length > 0) {
    io.stdout.write(`\nSet in the environment, or in ${join(dir, '.env')}:\n`);
    io.stdout.write(open.map((name) => `  ${name}=…\n`).join(''));
  }
  io.stdout.write(`\nThen:\n  ${own} check${config}\n  ${own} sync${config}\n`);
}
