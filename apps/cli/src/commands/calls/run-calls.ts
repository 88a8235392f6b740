import { ConfigError } from '@cdr/core';
import {
  type CallFilterOptions,
  callFilterOf,
  knownSources,
  selectCalls,
  type TimeOptions,
} from '@cdr/engine';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { chooseFormat } from '../../formats/choose-format.ts';
import { openSession } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import { planListing, tellCount } from '../../terminal/listing.ts';
import type { GlobalOptions } from '../command-context.ts';
import { type CallFormat, type CallWritingOptions, writeCalls } from './write-calls.ts';

/** What `cdr calls` takes. */
export interface CallsOptions
  extends GlobalOptions,
    CallFilterOptions,
    TimeOptions,
    CallWritingOptions {
  limit?: number | undefined;
  format?: CallFormat | undefined;
}

/** Writes stored calls in the format asked for. */
export async function runCalls(io: CliIo, options: CallsOptions): Promise<ExitCode> {
  const { format: asked, output } = options;
  const format = asked === 'vcon' ? asked : chooseFormat(io, { format: asked, output });
  if (format === 'table' && options.raw === true) {
    throw new ConfigError({ what: 'A table has no room for --raw', todo: 'Add --format json' });
  }
  const session = await openSession(io, options);
  return session.withStoreToRead(async (store) => {
    const selection = await selectCalls(session, {
      known: await knownSources(session, store),
      filter: callFilterOf(options),
      times: options,
    });
    const listing = planListing(io, { ...options, format });
    const written = await writeCalls(io, { store, selection, listing, format, options });
    tellCount(io, { ...options, format }, { ...written, nouns: ['call', 'calls'] });
    return exitCodes.done;
  });
}
