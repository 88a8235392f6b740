import { knownSources } from '@cdr/engine';
import compress from '@fastify/compress';
import swagger from '@fastify/swagger';
import fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRequests } from './audit/audit-requests.ts';
import { createDataCache } from './http/data-cache.ts';
import { createDataVersion } from './http/data-version.ts';
import { guardRequests } from './http/guard-requests.ts';
import { limitRequests } from './http/limit-requests.ts';
import { patienceOf } from './http/patience.ts';
import { isFailure, problemType, toProblem } from './http/problem.ts';
import { protectAnswers } from './http/protect-answers.ts';
import { refuseConnection } from './http/refuse-connection.ts';
import { RequestError } from './http/request-error.ts';
import { validate } from './http/validate.ts';
import { createWorkPlaces } from './http/work-places.ts';
import { localRoutes } from './local/local-routes.ts';
import { localWork } from './local/local-work.ts';
import { openApi } from './openapi.ts';
import { createRecordingDesk } from './recordings/open-recording.ts';
import { auditRoute } from './routes/audit-route.ts';
import { callsRoutes } from './routes/calls-routes.ts';
import { docsRoutes } from './routes/docs-routes.ts';
import { exportRoute } from './routes/export-route.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { metricsRoute } from './routes/metrics-route.ts';
import { peopleRoute } from './routes/people-route.ts';
import { recordingRoute } from './routes/recording-route.ts';
import { sourcesRoutes } from './routes/sources-routes.ts';
import { statsRoute } from './routes/stats-route.ts';
import { syncRoutes } from './routes/sync-routes.ts';
import type { Server, ServerContext } from './server-context.ts';
import { vendorRoutes } from './vendors/vendor-routes.ts';

/** Vendors make ids as long as they like. */
const longestId = 1000;
/** For those that are told to come again. */
const retryAfterSeconds = 10;
/** Shorter answers gain nothing by it. */
const compressFromBytes = 1400;
/** Takes a third of the time that zlib's own default takes, for a fifth more bytes. */
const compressLevel = 3;
/** Workbooks and Parquet files are compressed already, and events are to arrive one by one. */
const compressedTypes = /^text\/(?!event-stream)|[/+](x-nd)?json(;|$)/;
/** One alone keeps all cores busy. */
const countingRule = { places: 2, waiting: 50, longestWaitMs: 60_000 };

/** What a server is made of. It opens and closes none of it. */
export interface ServerOptions
  extends Omit<ServerContext, 'version' | 'knownSources' | 'counting' | 'recordings'> {
  /** Default: nothing is logged. */
  logger?: FastifyBaseLogger;
  /** Is told of every route there is. */
  onRoute?: (route: RouteOptions) => void;
}

/**
 * The server with all its routes; it listens nowhere yet. Whoever made it closes it, and the store
 * afterwards.
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { logger, onRoute, ...parts } = options;
  const { project, store } = parts;
  const sources = createDataCache<string[]>({ store, sizeOf: () => 1, limit: 1 });
  const context = {
    ...parts,
    version: createDataVersion(store),
    knownSources: () => sources.get('', () => knownSources(project, store)),
    recordings: createRecordingDesk(project),
    counting: createWorkPlaces({ ...countingRule, clock: parts.clock }),
  };
  const limits = project.loaded.config.server;
  const server = fastify({
    ...patienceOf(limits),
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    // Addresses that can't be read come to no hook and no route.
    frameworkErrors: (error, request, reply) => {
      void sendProblem(error, request, reply);
    },
    clientErrorHandler: (error, socket) => refuseConnection(server.log, error, socket),
    trustProxy: limits.trustedProxies,
    forceCloseConnections: 'idle',
    // Told as other problems are.
    return503OnClosing: false,
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: longestId },
  }).withTypeProvider<ZodTypeProvider>();

  if (onRoute !== undefined) server.addHook('onRoute', onRoute);
  server.setValidatorCompiler(validate);
  server.setSerializerCompiler(() => JSON.stringify);
  server.setErrorHandler(sendProblem);
  const countRequest = await limitRequests(server, limits);
  guardRequests(server, { keys: context.keys, countRequest });
  auditRequests(server, context.audit);
  server.setNotFoundHandler(async ({ method }) => {
    throw new RequestError('not-found', {
      what: `There is nothing here for ${method}`,
      todo: 'GET /openapi.json tells what there is',
    });
  });
  protectAnswers(server);
  await server.register(compress, {
    threshold: compressFromBytes,
    customTypes: compressedTypes,
    zlibOptions: { level: compressLevel },
  });
  await server.register(swagger, openApi);
  healthRoutes(server, context);
  callsRoutes(server, context);
  recordingRoute(server, context);
  statsRoute(server, context);
  exportRoute(server, context);
  sourcesRoutes(server, context);
  syncRoutes(server, context);
  metricsRoute(server, context);
  peopleRoute(server, context);
  auditRoute(server, context);
  localRoutes(server, context);
  localWork(server, context);
  await vendorRoutes(server, { ...context, countRequest });
  await docsRoutes(server);
  return server;
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error, request.id);
  if (isFailure(problem)) request.log.error({ err: error }, 'a request failed');
  if (problem.status === 503) reply.header('retry-after', retryAfterSeconds);
  return reply.code(problem.status).header('content-type', problemType).send(problem);
}
