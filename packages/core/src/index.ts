export {
  type Agent,
  agentSchema,
  type Call,
  type CallField,
  type CallFields,
  callFields,
  callFieldsSchema,
  callSchema,
  type Party,
  partySchema,
  type Recording,
  type Tag,
  tagSchema,
} from './call/call.ts';
export {
  agentName,
  type CallColumn,
  type CallColumnOptions,
  callColumns,
} from './call/call-columns.ts';
export { callFilterWords } from './call/call-filter-words.ts';
export type { CallFilter, CallKey, CallQuery, CallSource } from './call/call-source.ts';
export { endedInIvr } from './call/ended-in-ivr.ts';
export { knownOrNull } from './call/known-or-null.ts';
export { compareCallKeys, matchesCall, numberDigits } from './call/match-call.ts';
export { createCallFields, type RequiredCallFields, unknownParty } from './call/unknown-call.ts';
export { canonicalText } from './canonical-text.ts';
export {
  type CoverageInterval,
  type CoverageState,
  coveredIn,
  gapsIn,
  recordReading,
} from './coverage/ledger.ts';
export {
  type ErasedNumbers,
  type NumberForm,
  numberFormText,
} from './erasure/erased-numbers.ts';
export {
  type FoundNumber,
  fewestDigits,
  findNumbers,
  wholeNumber,
} from './erasure/find-numbers.ts';
export { type CallWithRaw, isTheirs, maskCall } from './erasure/mask-call.ts';
export { maskNote, type NoteWithRaw } from './erasure/mask-note.ts';
export { maskStatistic, type StatisticWithRaw } from './erasure/mask-statistic.ts';
export { AuthError } from './errors/auth-error.ts';
export { CdrError, type ErrorCode, type ErrorDetails } from './errors/cdr-error.ts';
export { ConfigError } from './errors/config-error.ts';
export { RateLimitError } from './errors/rate-limit-error.ts';
export { StoreBusyError } from './errors/store-busy-error.ts';
export { StoreError } from './errors/store-error.ts';
export { TransportError } from './errors/transport-error.ts';
export { UnstableListError } from './errors/unstable-list-error.ts';
export { VendorResponseError } from './errors/vendor-response-error.ts';
export { WindowTooLargeError } from './errors/window-too-large-error.ts';
export { type CallEnd, endsOf } from './metrics/call-ends.ts';
export {
  createSummary,
  type Summary,
  type SummaryParts,
  summarizeCalls,
} from './metrics/create-summary.ts';
export {
  type Dimension,
  type DimensionName,
  dimensionNames,
  dimensions,
  isDimensionName,
  type TextPath,
} from './metrics/dimensions.ts';
export { figureText } from './metrics/figure-text.ts';
export { fillRows } from './metrics/fill-rows.ts';
export { type FlatRow, flattenRow } from './metrics/flatten-row.ts';
export type { InstantField, Length } from './metrics/length.ts';
export {
  type Condition,
  isSpan,
  type Measure,
  type SpanMeasure,
  type Stretch,
} from './metrics/measure.ts';
export type { Metric, MetricUnit } from './metrics/metric.ts';
export { type MetricNeed, needsOfMetric, unsuppliedMetrics } from './metrics/metric-needs.ts';
export { isMetricName, type MetricName, metricNames, metrics } from './metrics/metrics.ts';
export {
  type OpenNumber,
  type OpenNumbersQuery,
  openNumbersOf,
} from './metrics/open-numbers.ts';
export { compareRows } from './metrics/order-rows.ts';
export { rowRange, type Starts } from './metrics/row-range.ts';
export { planSummary, type SummaryPlan } from './metrics/summary-plan.ts';
export type { Person, SummaryQuery } from './metrics/summary-query.ts';
export type { DimensionValue, SummaryRow } from './metrics/summary-row.ts';
export { type UnavailableMetric, unavailableMetrics } from './metrics/unavailable-metrics.ts';
export {
  type Note,
  type NoteFields,
  type NoteFile,
  noteFieldsSchema,
  noteFileSchema,
  noteSchema,
} from './note/note.ts';
export type { NoteFilter, NoteQuery } from './note/note-query.ts';
export type { NoteSource } from './note/note-source.ts';
export {
  areNotesDue,
  areNotesOpen,
  type NotesDueRule,
  type NotesState,
} from './note/notes-due.ts';
export { boundRules } from './plan/bound-rules.ts';
export {
  type PlanInput,
  type PlannedSlice,
  planStream,
  type StreamPlan,
  type TimedStream,
} from './plan/plan-stream.ts';
export { reachableFrom } from './plan/reachable-from.ts';
export { type CallStream, callStreamSchema } from './provider/call-stream.ts';
export { type Manifest, manifestSchema, type Stream, streamSchema } from './provider/manifest.ts';
export { mappersOf } from './provider/mappers-of.ts';
export { type NotesStream, notesStreamSchema } from './provider/notes-stream.ts';
export {
  type ConnectContext,
  type Connection,
  type MappedNote,
  type MappedRow,
  type MappedStatistic,
  type NoteMapper,
  type NotesRequest,
  type OpenRecording,
  type Page,
  type PartialRecording,
  type Provider,
  type ProviderEvent,
  providerSpec,
  type ReadRequest,
  type RecordingRequest,
  type RowList,
  type RowMapper,
  type SourceSettings,
  type StatisticsMapper,
  type StatisticsRequest,
} from './provider/provider.ts';
export { type StatisticsStream, statisticsStreamSchema } from './provider/statistics-stream.ts';
export { streamsOf } from './provider/streams-of.ts';
export type {
  VendorApi,
  VendorApiDescription,
  VendorApiModule,
  VendorApiOptions,
  VendorGate,
} from './provider/vendor-api.ts';
export { matchesStatistic } from './statistic/match-statistic.ts';
export { isToldBySums } from './statistic/metric-of-sums.ts';
export { type Origin, origins } from './statistic/origin.ts';
export { parametersText } from './statistic/parameters-text.ts';
export {
  type Parameters,
  parametersSchema,
  type Statistic,
  type StatisticFields,
  type StatisticValues,
  statisticFieldsSchema,
  statisticSchema,
  statisticValueNames,
  statisticValuesSchema,
  unknownStatisticValues,
} from './statistic/statistic.ts';
export { statisticBreaches } from './statistic/statistic-breaches.ts';
export type { StatisticFilter, StatisticQuery } from './statistic/statistic-query.ts';
export {
  type LeftOutSums,
  type StatisticsRow,
  type StatisticsSummary,
  summarizeStatistics,
  type UntoldBySums,
} from './statistic/summarize-statistics.ts';
export { whyNoStatistics } from './statistic/why-no-statistics.ts';
export {
  type ApiKey,
  type ApiKeyStore,
  type ApiRole,
  apiKeySchema,
  apiRoles,
} from './store/api-key.ts';
export {
  type AuditAction,
  type AuditActor,
  type AuditEntry,
  type AuditKey,
  type AuditQuery,
  type AuditStore,
  auditActions,
  auditActorSchema,
  auditEntrySchema,
} from './store/audit.ts';
export type {
  CallCsvRequest,
  CallFileRequest,
  CallMonth,
  CallParquetRequest,
  CallSnapshot,
} from './store/call-snapshot.ts';
export type { ErasureCounts, ErasureRequest, ErasureStore } from './store/erasure.ts';
export type { ExpiryCounts, ExpiryRequest, ExpiryStore } from './store/expiry.ts';
export type { OutboxMessage, OutboxQuery, OutboxStore } from './store/outbox.ts';
export type { PauseStore } from './store/pause-store.ts';
export type {
  AnswerRecord,
  CallNotes,
  CallReading,
  CallRow,
  CommitCounts,
  CommitResult,
  KnownAnswer,
  LedgerEntry,
  NoteRow,
  NotesCoverage,
  NotesDue,
  NotesReading,
  NumberReading,
  ReadingProof,
  RejectedRow,
  RenamedCalls,
  RepeatedReading,
  StatisticReading,
  StatisticRow,
  Store,
  StoredRejectedRow,
  StreamKey,
  SyncRun,
} from './store/store.ts';
export type { CellType, CellValue, FlatColumn } from './table/flat-column.ts';
export { rawText } from './table/raw-text.ts';
export { isDecimalText, spreadsheetCell } from './table/spreadsheet-cell.ts';
export { spreadsheetRules, spreadsheetText } from './table/spreadsheet-text.ts';
export {
  type Calendar,
  type CalendarInterval,
  createCalendar,
  type IntervalUnit,
  intervalUnits,
} from './time/calendar.ts';
export type { Clock } from './time/clock.ts';
export { clockDuration } from './time/clock-duration.ts';
export {
  type Duration,
  durationSchema,
  durationToMs,
  fixedDurationSchema,
  subtractDuration,
} from './time/duration.ts';
export type { EpochMs, WallMs } from './time/epoch-ms.ts';
export { type Instant, instantSchema, parseRfc3339, toEpochMs, toInstant } from './time/instant.ts';
export { localSeconds } from './time/local-seconds.ts';
export { localTimeText } from './time/local-time-text.ts';
export { formatWallTime, parseDate, parseWallTime } from './time/wall-time.ts';
export { isTimeZone, type ResolvedWallTime, type Zone, type ZoneEra, zoneOf } from './time/zone.ts';
export {
  type BoundReading,
  type BoundRules,
  type RequestBound,
  type RequestBounds,
  renderBounds,
} from './window/bounds.ts';
export { splitAtInstants, splitAtRoundTimes, splitBySpan, splitEvenly } from './window/split.ts';
export { intersectWindows, subtractWindows, unionWindows, type Window } from './window/window.ts';
