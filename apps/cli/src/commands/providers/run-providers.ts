import { findInstalledProviders } from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { providerLookupAnywhere } from '../../session/provider-lookup.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { paintOf } from '../../terminal/paint.ts';
import type { GlobalOptions } from '../command-context.ts';
import { describeProvider, type ProviderDescription } from './describe-provider.ts';

/** What `cdr providers` takes. */
export interface ProvidersOptions extends GlobalOptions {
  json?: true | undefined;
}

/** Lists the providers that a config here could name. */
export async function runProviders(io: CliIo, options: ProvidersOptions): Promise<ExitCode> {
  const installed = await findInstalledProviders(await providerLookupAnywhere(io, options));
  const descriptions = installed.flatMap((one) =>
    one.ok ? [describeProvider(one.name, one.loaded)] : [],
  );
  if (options.json === true) io.stdout.write(`${JSON.stringify(descriptions, null, 2)}\n`);
  else io.stdout.write(descriptions.map((one) => textOf(io, one)).join('\n'));
  for (const one of installed) {
    if (!one.ok) io.stderr.write(`cdr: ${one.reason}\n`);
  }
  if (descriptions.length === 0) {
    io.stderr.write('cdr: no provider is installed; try: npm install @cdr/provider-thulium\n');
  }
  return exitCodes.done;
}

function textOf(io: CliIo, provider: ProviderDescription): string {
  const paint = paintOf(io.stdout, io);
  const from = [provider.package, provider.version].filter((part) => part !== null).join(' ');
  const facts: [string, string][] = [
    ...provider.streams.map(({ id, can }): [string, string] => [`stream ${id}`, can.join(', ')]),
    [
      'recordings',
      provider.recordings === null
        ? 'none'
        : `can be downloaded, ${provider.recordings.within} after the call at the latest`,
    ],
    ['time zone', `${provider.timeZone} (timeZone in config says another)`],
    ['hosts', provider.hosts.length === 0 ? 'none' : provider.hosts.join(', ')],
    ...provider.options.map(({ name, needs, description }): [string, string] => [
      `option ${name}`,
      [needs, description].filter((part) => part !== null).join('; '),
    ]),
    ...provider.docs.map((address): [string, string] => ['documents', address]),
  ];
  const width = Math.max(...facts.map(([label]) => label.length));
  const lines = facts.map(([label, text]) => `  ${paint('dim', label.padEnd(width))}  ${text}\n`);
  return `${paint('bold', provider.name)}  ${provider.vendor}  ${paint('dim', from)}\n${lines.join('')}`;
}
