import type { CallFields, CallFilter } from '@cdr/core';
import type { Command } from '@commander-js/extra-typings';
import { collect, collectChoices, collectList } from './value-parsers.ts';

const directions = ['inbound', 'outbound', 'internal', 'unknown'] as const;
const dispositions = ['answered', 'no-answer', 'busy', 'failed', 'unknown'] as const;
const kinds = ['call', 'sms', 'fax'] as const;

/** The filters as typed, apart from the range of time. */
export interface CallFilterOptions {
  source?: string[] | undefined;
  direction?: CallFields['direction'][] | undefined;
  disposition?: CallFields['disposition'][] | undefined;
  kind?: CallFields['kind'][] | undefined;
  number?: string[] | undefined;
  agent?: string[] | undefined;
  queue?: string[] | undefined;
  tag?: string[] | undefined;
}

/** Adds the options that pick calls. */
export function withCallFilters(command: Command) {
  return command
    .option('--source <name>', 'of this source; several: a,b', collectList)
    .option('--from <time>', 'started at this time or later')
    .option('--to <time>', 'started before this time')
    .option('--time-zone <zone>', "zone of local times, given and shown (default: the source's)")
    .option('--direction <word>', directions.join(', '), collectChoices(directions))
    .option('--disposition <word>', dispositions.join(', '), collectChoices(dispositions))
    .option('--kind <word>', kinds.join(', '), collectChoices(kinds))
    .option(
      '--number <number>',
      'this number calls or is called (digits count, not spaces)',
      collect,
    )
    .option('--agent <agent>', "an agent's id, login, extension or name", collect)
    .option('--queue <queue>', "a queue's id or name", collect)
    .option('--tag <tag>', "a tag's id or name", collect);
}

/** The filter that these options mean; those of one kind are alternatives, and all kinds must hold. */
export function callFilterOf(options: CallFilterOptions): CallFilter {
  const { source, direction, disposition, kind, number, agent, queue, tag } = options;
  return {
    ...(source === undefined ? {} : { source }),
    ...(direction === undefined ? {} : { direction }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(kind === undefined ? {} : { kind }),
    ...(number === undefined ? {} : { number }),
    ...(agent === undefined ? {} : { agent }),
    ...(queue === undefined ? {} : { queue }),
    ...(tag === undefined ? {} : { tag }),
  };
}
