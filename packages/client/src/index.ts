export type {
  ApiClient,
  Call,
  CallQuery,
  CoverageQuery,
  ExportQuery,
  Figures,
  Note,
  Routes,
  Source,
  StatsQuery,
  StreamCoverage,
  Sync,
  SyncRange,
} from './api-types.ts';
export { type CdrClient, type ClientOptions, createClient } from './create-client.ts';
export type { CallFile } from './export-calls.ts';
export { type Problem, ProblemError } from './problem-error.ts';
