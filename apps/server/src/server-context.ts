import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Store } from '@cdr/core';
import type { Project } from '@cdr/engine';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { DataVersion } from './http/data-version.ts';
import type { SourceKnowledge } from './http/visible-sources.ts';
import type { WorkPlaces } from './http/work-places.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { RecordingDesk } from './recordings/open-recording.ts';
import type { HorizonWatch } from './sync/horizon-watch.ts';
import type { Scheduler } from './sync/scheduler.ts';
import type { SyncDesk } from './sync/sync-desk.ts';

/** The HTTP server, with routes typed by zod schemas. */
export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What routes answer from. */
export interface ServerContext extends SourceKnowledge {
  project: Project;
  store: Store;
  keys: KeyRing;
  clock: Clock;
  desk: SyncDesk;
  scheduler: Scheduler;
  metrics: Metrics;
  /** Of what is in the store. */
  version: DataVersion;
  /** Figures are counted in memory, the more of it the more is asked: not too many at once. */
  counting: WorkPlaces;
  audit: AuditTrail;
  recordings: RecordingDesk;
  horizon: Pick<HorizonWatch, 'gaps'>;
}
