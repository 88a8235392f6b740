import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { renderMetricsDoc } from './metrics-doc.ts';

it('docs/metrics.md tells every metric and dimension as it is defined', async () => {
  const page = await readFile(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');
  expect(page, 'run packages/core/src/__fixtures__/write-metrics-doc.ts').toBe(renderMetricsDoc());
});
