import type { ReportCoverage } from '../report.ts';

/** Ranges of every kind within October 2025. */
export const sampleCoverage: ReportCoverage = {
  source: 'warsaw',
  stream: 'calls',
  kind: 'calls',
  covered: [
    { from: '2025-10-02T22:00:00.000Z', to: '2025-10-16T22:00:00.000Z', state: 'sealed' },
    { from: '2025-10-17T22:00:00.000Z', to: '2025-10-29T23:00:00.000Z', state: 'sealed' },
    { from: '2025-10-29T23:00:00.000Z', to: '2025-10-30T23:00:00.000Z', state: 'provisional' },
  ],
  gaps: [
    { from: '2025-10-16T22:00:00.000Z', to: '2025-10-17T22:00:00.000Z' },
    { from: '2025-10-30T23:00:00.000Z', to: '2025-10-31T23:00:00.000Z' },
  ],
  permanentGaps: [{ from: '2025-09-30T22:00:00.000Z', to: '2025-10-02T22:00:00.000Z' }],
};
