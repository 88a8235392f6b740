import { callFilterWords } from '@cdr/core';
import type { Command, OptionValues } from '@commander-js/extra-typings';
import { collect, collectChoices, collectList } from './value-parsers.ts';

const { direction, disposition, kind } = callFilterWords;

/** Adds the options that pick calls. */
export function withCallFilters(command: Command) {
  return withContentFilters(
    command
      .option('--source <name>', 'of this source; several: a,b', collectList)
      .option('--from <time>', 'started at this time or later')
      .option('--to <time>', 'started before this time')
      .option('--time-zone <zone>', "zone of local times, given and shown (default: the source's)"),
  );
}

/** Adds the options that pick calls by what they say, apart from their source and time. */
export function withContentFilters<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command
    .option('--direction <word>', direction.join(', '), collectChoices(direction))
    .option('--disposition <word>', disposition.join(', '), collectChoices(disposition))
    .option('--kind <word>', kind.join(', '), collectChoices(kind))
    .option(
      '--number <number>',
      'this number calls or is called (digits count, not spaces)',
      collect,
    )
    .option('--agent <agent>', "an agent's id, login, extension or name", collect)
    .option('--queue <queue>', "a queue's id or name", collect)
    .option('--tag <tag>', "a tag's id or name", collect);
}
