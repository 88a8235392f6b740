import { Command } from '@commander-js/extra-typings';
import { withListing } from '../../arguments/listing-options.ts';
import { outputFormats } from '../../arguments/output-formats.ts';
import { collect, collectList } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr notes` */
export function notesCommand({ io, globals, finish }: CommandContext) {
  const command = new Command('notes')
    .description('list and export what people wrote to calls, in the order of the calls')
    .addHelpText(
      'after',
      examples([
        ['cdr notes --from 2024-03-01 --to 2024-04-01', 'notes of the calls of a month'],
        ['cdr notes --search complaint --author "Anna Nowak"', 'by what they say, and who wrote'],
        ['cdr notes --call krakow:123456', 'of one call'],
        ['cdr notes --format csv --output notes.csv', 'a file for Excel'],
        ['cdr notes | jq .text', 'one JSON object a line, for programs'],
      ]),
    )
    .addHelpText(
      'after',
      '\n--from and --to pick calls by their start, whenever their notes were written.',
    )
    .option('--source <name>', 'of this source; several: a,b', collectList)
    .option('--call <id>', "of this call: its id, or the vendor's own", collect)
    .option('--from <time>', 'of calls that started at this time or later')
    .option('--to <time>', 'of calls that started before this time')
    .option('--time-zone <zone>', "zone of local times, given and shown (default: the source's)")
    .option('--search <text>', 'the note holds this text, in any case; all of several', collect)
    .option('--author <author>', "the author's id or name", collect);
  return withListing(command, outputFormats)
    .option('--raw', "with the vendor's own row")
    .action(async (options) => {
      const { runNotes } = await import('./run-notes.ts');
      finish(await runNotes(io, { ...globals(), ...options }));
    });
}
