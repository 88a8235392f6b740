import { ConfigError } from '@cdr/core';
import {
  describeOptions,
  findInstalledProviders,
  loadProvider,
  type OptionDescription,
  type ProviderLookup,
} from '@cdr/engine';
import { type CANCEL_SYMBOL, intro, isCancel, outro, password, select, text } from '@clack/prompts';
import { type CliIo, QuestionsLeft } from '../../terminal/cli-io.ts';
import { type InitAnswers, parseOptionPairs, usualSourceName } from './init-answers.ts';
import type { InitOptions } from './run-init.ts';

/** Asks for what the flags didn't say. Throws `QuestionsLeft` on Ctrl-C. */
export async function askInit(
  io: CliIo,
  flags: InitOptions,
  lookup: ProviderLookup,
): Promise<InitAnswers> {
  const installed = (await findInstalledProviders(lookup)).filter((one) => one.ok);
  if (installed.length === 0) {
    throw new ConfigError({
      what: 'No provider is installed',
      todo: 'Install one, such as npm install @cdr/provider-thulium',
    });
  }
  intro('A config with one source');
  const provider = answered(
    await select({
      message: 'Which vendor?',
      options: installed.map(({ name, loaded }) => ({
        value: name,
        label: loaded.provider.manifest.name,
      })),
      signal: io.signal,
    }),
  );
  const source =
    flags.source ??
    answered(
      await text({
        message: 'What do you call this account?',
        initialValue: usualSourceName(provider),
        validate: (value) =>
          /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(value ?? '')
            ? undefined
            : 'Letters, digits, ".", "_" and "-", with a letter or digit first',
        signal: io.signal,
      }),
    );
  const loaded = await loadProvider(provider, lookup);
  const options = parseOptionPairs(flags.option ?? []);
  for (const option of describeOptions(loaded.provider.options)) {
    if (option.name in options) continue;
    const value = await askOption(io, option);
    if (value !== '') options[option.name] = value;
  }
  outro('Thank you');
  return { provider, source, timeZone: flags.timeZone, since: flags.since, options };
}

async function askOption(io: CliIo, option: OptionDescription): Promise<string> {
  const { name, description, secret, required } = option;
  const about = description === null ? name : `${name} (${description})`;
  if (secret) {
    const message = `${about}: goes to .env; leave it empty to set it later`;
    return answered(await password({ message, signal: io.signal })) ?? '';
  }
  const usual = 'default' in option ? String(option.default) : '';
  const hint = required
    ? ''
    : usual === ''
      ? ': leave it empty to do without'
      : `: empty for ${usual}`;
  const validate = (value: string | undefined) =>
    required && (value ?? '') === '' ? 'This one is needed' : undefined;
  return answered(await text({ message: `${about}${hint}`, validate, signal: io.signal })) ?? '';
}

function answered<Value>(answer: Value | typeof CANCEL_SYMBOL): Value {
  if (isCancel(answer)) throw new QuestionsLeft();
  return answer;
}
