import { type Dimension, dimensionNames, dimensions } from './dimensions.ts';
import { needsOfMetric } from './metric-needs.ts';
import { metricNames, metrics } from './metrics.ts';

/** The metrics and dimensions as a Markdown page. */
export function renderMetricsDoc(): string {
  return [
    '# Metrics',
    '',
    'Generated from the definitions in `packages/core/src/metrics`, from which the figures are computed.',
    '',
    'A call belongs to the interval in which it starts; intervals are half-open, on the clocks of one zone, weeks those of ISO 8601. Only calls count, unless messages or faxes are asked for. Shares and means of nothing are null. So is a metric where calls count whose source does not tell what it needs.',
    '',
    '| metric | unit | definition | needs | source |',
    '|---|---|---|---|---|',
    ...metricNames.map((name) => {
      const { unit, definition, source } = metrics[name];
      return `| \`${name}\` | ${unit} | ${definition} | ${describeNeeds(name)} | ${source} |`;
    }),
    '',
    '## Dimensions',
    '',
    '| dimension | keys of rows | values |',
    '|---|---|---|',
    ...dimensionNames.map((name) => {
      const { key, name: named, scope, definition }: Dimension = dimensions[name];
      const keys = [key, ...(named === undefined ? [] : [named.key])];
      const own = scope === 'source' ? ' Each source has its own: `source` stands beside.' : '';
      return `| \`${name}\` | ${keys.map((text) => `\`${text}\``).join(', ')} | ${definition}${own} |`;
    }),
    '',
  ].join('\n');
}

function describeNeeds(name: (typeof metricNames)[number]): string {
  return needsOfMetric(name)
    .map((needs) => needs.join(', '))
    .join('; or ');
}
