import { dimensionNames, intervalUnits, metricNames, origins } from '@cdr/core';
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { withCallFilters } from '../../arguments/call-filter-options.ts';
import { separatorOption } from '../../arguments/listing-options.ts';
import { outputFormats } from '../../arguments/output-formats.ts';
import { collectChoices, wholeNumber } from '../../arguments/value-parsers.ts';
import { type CommandContext, examples } from '../command-context.ts';

/** `cdr stats` */
export function statsCommand({ io, globals, finish }: CommandContext) {
  const command = new Command('stats')
    .description('figures of stored calls, by interval, agent, queue and more')
    .addHelpText(
      'after',
      examples([
        ['cdr stats --interval day --from 2024-03-01 --to 2024-04-01', 'each day of a month'],
        ['cdr stats --by agent --metrics calls,asr,acd', 'figures of each agent'],
        ['cdr stats --by caller --direction inbound --top 20', 'who calls most'],
        ['cdr stats --by queue --interval week --format csv', 'for a spreadsheet'],
        ['cdr stats --from 2024-03-01 --to 2024-04-01 --report march.html', 'a page to show'],
        ['cdr stats --chart --metrics calls', 'bars of days, and the hours of the week'],
      ]),
    )
    .addHelpText('after', `\nDimensions: ${dimensionNames.join(', ')}`)
    .addHelpText('after', `Metrics: ${metricNames.join(', ')}`);
  return withCallFilters(command)
    .addOption(new Option('--interval <unit>', 'rows for each').choices(intervalUnits))
    .option('--by <dimension>', 'rows for each value; several: a,b', collectChoices(dimensionNames))
    .option('--metrics <name>', 'what to tell; several: a,b', collectMetrics)
    .addOption(
      new Option(
        '--origin <origin>',
        'computed from calls, sums of vendors, or both (default)',
      ).choices([...origins, 'both'] as const),
    )
    .option('--threshold <seconds>', 'for serviceLevel (default: 20)', parseSeconds)
    .addOption(new Option('--fill', 'rows for intervals without calls too').conflicts('top'))
    .option('--top <n>', 'only the rows with the most calls, of each interval', wholeNumber(1))
    .addOption(
      new Option('--chart', 'draw the first metric: bars, and a week by hours').conflicts([
        'by',
        'format',
        'origin',
        'top',
      ]),
    )
    .addOption(
      new Option(
        '--report <file>',
        'a page of HTML with figures, charts and the proof, to be shown and printed',
      ).conflicts(['by', 'metrics', 'fill', 'top', 'origin', 'chart', 'format', 'output']),
    )
    .addOption(
      new Option(
        '--format <format>',
        'default: by the ending of --output, else table on a terminal, else ndjson',
      ).choices(outputFormats),
    )
    .addOption(separatorOption())
    .option('--output <file>', 'write to a file, which appears whole or not at all')
    .action(async ({ report, ...options }) => {
      if (report !== undefined) {
        const { runReport } = await import('./run-report.ts');
        finish(await runReport(io, { ...globals(), ...options, report }));
        return;
      }
      const { runStats } = await import('./run-stats.ts');
      finish(await runStats(io, { ...globals(), ...options }));
    });
}

/** Seconds as milliseconds. */
function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (/^\d+(\.\d{1,3})?$/.test(value)) return Math.round(seconds * 1000);
  throw new InvalidArgumentError('Use a number of seconds, such as 20.');
}

function collectMetrics(value: string, previous: (typeof metricNames)[number][] | undefined) {
  const wanted = value.split(',').map((word) => word.trim().toLowerCase());
  const known = new Map(metricNames.map((name) => [name.toLowerCase(), name]));
  const found = wanted.map((word) => {
    const name = known.get(word);
    if (name === undefined)
      throw new InvalidArgumentError(`Use some of ${metricNames.join(', ')}.`);
    return name;
  });
  return [...(previous ?? []), ...found];
}
