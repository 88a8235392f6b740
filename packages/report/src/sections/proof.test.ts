import { toEpochMs } from '@cdr/core';
import { expect, test } from 'vitest';
import { sampleCoverage } from '../__fixtures__/sample-coverage.ts';
import { storeWith } from '../__fixtures__/store-with.ts';
import { readReport } from '../read-report.ts';
import type { ReportCoverage } from '../report.ts';
import { proof } from './proof.ts';

async function proofOf(...coverage: ReportCoverage[]): Promise<string> {
  const filter = {
    from: toEpochMs('2025-09-30T22:00:00.000Z'),
    to: toEpochMs('2025-10-31T23:00:00.000Z'),
  };
  const report = await readReport(await storeWith((async function* () {})()), {
    query: { timeZone: 'Europe/Warsaw', filter },
    coverage: async () => coverage,
    notes: [],
    now: filter.to,
  });
  return proof(report).markup;
}

const begunLater: ReportCoverage = {
  ...sampleCoverage,
  source: 'oslo',
  covered: [{ from: '2025-10-10T22:00:00.000Z', to: '2025-10-31T23:00:00.000Z', state: 'sealed' }],
  gaps: [],
  permanentGaps: [],
};

test('the legend tells what an empty place in a strip is, where there is one', async () => {
  expect(await proofOf(sampleCoverage)).not.toContain('Empty');
  expect(await proofOf(begunLater)).toContain('class="swatch unasked"></span>Empty:');
  expect(await proofOf(sampleCoverage, begunLater)).toContain('Empty:');
});

test('so it does behind the end of a source, and between its ranges', async () => {
  const ended = sampleCoverage.gaps.slice(0, 1);
  expect(await proofOf({ ...sampleCoverage, gaps: ended })).toContain('Empty:');
  expect(await proofOf({ ...sampleCoverage, gaps: sampleCoverage.gaps.slice(1) })).toContain(
    'Empty:',
  );
});
