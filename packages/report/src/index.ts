export { type ReportStore, readReport } from './read-report.ts';
export { renderReport } from './render-report.ts';
export type {
  Report,
  ReportCoverage,
  ReportInput,
  ReportNote,
  ReportQuery,
  ReportRange,
} from './report.ts';
