import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { wholeNumber } from './value-parsers.ts';

const separators = ['comma', 'semicolon', 'tab'] as const;

/** Adds the options that say how much of a listing is written, how, and where to. */
export function withListing<
  Arguments extends unknown[],
  Options extends OptionValues,
  Format extends string,
>(command: Command<Arguments, Options>, formats: readonly Format[]) {
  return command
    .option('--limit <n>', 'stop after that many (a table on a terminal: 50)', wholeNumber(0))
    .addOption(
      new Option(
        '--format <format>',
        'default: by the ending of --output, else table on a terminal, else ndjson',
      ).choices(formats),
    )
    .addOption(separatorOption())
    .option('--output <file>', 'write to a file, which appears whole or not at all');
}

/** The option that says what stands between cells. */
export function separatorOption() {
  const description = 'between the cells of CSV; where Excel wants semicolons, say so';
  return new Option('--separator <name>', description)
    .choices(separators)
    .default('comma' as const);
}
