export {
  type AuditNote,
  type AuditTrail,
  type AuditTrailInput,
  createAuditTrail,
} from './audit/audit-trail.ts';
export { createServer, type ServerOptions } from './create-server.ts';
export { describeStart } from './describe-start.ts';
export type { DataVersion } from './http/data-version.ts';
export { accessOf } from './http/guard-requests.ts';
export { type Problem, problemSchema, problemType, toProblem } from './http/problem.ts';
export {
  RequestError,
  type RequestErrorCode,
  requestErrorStatus,
} from './http/request-error.ts';
export { type Access, hasRole, maySee } from './keys/access.ts';
export {
  type Authentication,
  type KeyDescription,
  type KeyRing,
  type KeyRingInput,
  type NewKey,
  openKeyRing,
} from './keys/key-ring.ts';
export { type LockFile, lockPath, readLockFile, writeLockFile } from './local/lock-file.ts';
export { createLogger, type LoggerOptions } from './logs/create-logger.ts';
export { createMetrics, type Metrics, type MetricsInput } from './metrics/metrics.ts';
export { graceMs, type ServeInput, type ServerStarted, serve } from './serve.ts';
export type { Server, ServerContext } from './server-context.ts';
export {
  type SchedulePlace,
  type Scheduler,
  type SchedulerInput,
  startScheduler,
} from './sync/scheduler.ts';
export {
  createSyncDesk,
  type RunningSync,
  type SyncDesk,
  type SyncDeskInput,
  type SyncState,
} from './sync/sync-desk.ts';
export type { SyncProgress } from './sync/sync-progress.ts';
