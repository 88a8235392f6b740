export { type ReplayReport, replayRejected } from './rejected/replay-rejected.ts';
export { coverageReport, type StreamCoverage } from './report/coverage-report.ts';
export { checkSource, type OpenSourceInput, openSource } from './source/open-source.ts';
export type { Runtime, Source } from './source/source.ts';
export type { AskedRange } from './sync/asked-window.ts';
export { type SyncInput, sync } from './sync/sync.ts';
export type { SyncEvent } from './sync/sync-events.ts';
export type {
  CoveredReport,
  RangeReport,
  RowCounts,
  SliceCounts,
  SourceReport,
  SourceStatus,
  StreamReport,
  SyncReport,
} from './sync/sync-report.ts';
