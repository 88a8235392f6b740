export {
  type Config,
  type ConfigInput,
  configSchema,
  type SourceConfig,
  type StoreConfig,
} from './config/config-schema.ts';
export { describeIssues, formatPath, type Problem } from './config/describe-issues.ts';
export { describeOptions, type OptionDescription } from './config/describe-options.ts';
export { findConfig } from './config/find-config.ts';
export { type LoadConfigInput, type LoadedConfig, loadConfig } from './config/load-config.ts';
export { nearestName } from './config/nearest-name.ts';
export { type ConfigPlace, configErrorOf, parseConfigValue } from './config/parse-config-value.ts';
export { isInstant, parseTime, timeForms } from './config/parse-time.ts';
export { peopleOf } from './config/people.ts';
export { type ServerConfig, serverConfigSchema } from './config/server-config.ts';
export { type Webhook, type WebhookEvent, webhookEvents } from './config/webhook-schema.ts';
export { countErasable, type ErasePersonInput, erasePerson } from './erasure/erase-person.ts';
export { type DeleteOldInput, deleteOldCalls } from './expiry/delete-old-calls.ts';
export { keptFrom } from './expiry/kept-from.ts';
export type { FigureNote } from './figures/figure-note.ts';
export { type FigureOptions, type FigurePlan, planFigures } from './figures/plan-figures.ts';
export { type Figures, readFigures } from './figures/read-figures.ts';
export { assertKnown, knownSources } from './project/known-sources.ts';
export { type MachineClockInput, machineClock } from './project/machine-clock.ts';
export { type OpenProjectInput, openProject } from './project/open-project.ts';
export { createProject, type Project, type ProjectInput } from './project/project.ts';
export {
  findInstalledProviders,
  type InstalledProvider,
} from './providers/find-installed-providers.ts';
export { type LoadedProvider, loadProvider } from './providers/load-provider.ts';
export { loadServedApis, type ServedApi } from './providers/load-served-apis.ts';
export { loadVendorApi } from './providers/load-vendor-api.ts';
export type { ProviderLookup } from './providers/locate-provider.ts';
export { nodeConditions } from './providers/node-conditions.ts';
export { type DownloadInput, downloadRecordings } from './recordings/download-recordings.ts';
export { isSound } from './recordings/is-sound.ts';
export type { RecordingEvent, RecordingResult } from './recordings/recording-events.ts';
export { recordingOf } from './recordings/recording-of.ts';
export { recordingPath } from './recordings/recording-path.ts';
export type { RecordingReport } from './recordings/recording-report.ts';
export { replayRejected } from './rejected/replay-rejected.ts';
export type { ReplayReport } from './rejected/replay-report.ts';
export { coverageReport, type StreamCoverage } from './report/coverage-report.ts';
export { type NearingGap, nearingGaps } from './report/nearing-gaps.ts';
export { type CallFilterOptions, callFilterOf } from './selection/call-filter.ts';
export {
  type CallSelection,
  countSelected,
  readSelected,
  type SelectionReading,
} from './selection/call-selection.ts';
export { isLocal, readRange, type TimeOptions, type TimeRange } from './selection/read-range.ts';
export { type SelectionInput, selectCalls } from './selection/select-calls.ts';
export { checkSource } from './source/check-source.ts';
export { type OpenSourceInput, openSource } from './source/open-source.ts';
export type { Runtime, Source } from './source/source.ts';
export type { AskedRange } from './sync/asked-window.ts';
export { type ForgetInput, forgetOldRaw } from './sync/forget-old-raw.ts';
export { keepHeapSmall } from './sync/keep-heap-small.ts';
export { pollIntervalMs } from './sync/poll-interval.ts';
export { type SyncInput, sync } from './sync/sync.ts';
export type { SyncEvent } from './sync/sync-events.ts';
export {
  type CoveredReport,
  emptySourceReport,
  type RangeReport,
  type RowCounts,
  type SliceCounts,
  type SourceReport,
  type SourceStatus,
  type StreamReport,
  type SyncReport,
} from './sync/sync-report.ts';
export { type VerifyInput, verify } from './verify/verify.ts';
export type {
  DifferingRows,
  RangeDifference,
  SourceVerification,
  StreamVerification,
  VerificationStatus,
  VerifyReport,
} from './verify/verify-report.ts';
