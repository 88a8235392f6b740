import { Readable } from 'node:stream';
import { durationToMs } from '@cdr/core';
import { type Project, readRange } from '@cdr/engine';
import { z } from 'zod';
import { bodyRefusals, busy, missing, refusals, unacceptable } from '../http/api-responses.ts';
import { timeQuery } from '../http/call-query.ts';
import { accessOf } from '../http/guard-requests.ts';
import { negotiate } from '../http/negotiate.ts';
import { RequestError } from '../http/request-error.ts';
import { untilClosed } from '../http/until-closed.ts';
import { type Access, maySee } from '../keys/access.ts';
import type { Server, ServerContext } from '../server-context.ts';
import type { SyncDesk, SyncState } from '../sync/sync-desk.ts';
import { syncEvents } from '../sync/sync-events.ts';

const count = z.int();
const instant = z.string().meta({ format: 'date-time' });

const syncSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  status: z.enum(['running', 'complete', 'partial', 'failed', 'interrupted']),
  progress: z.strictObject({
    planned: count,
    done: count,
    failed: count,
    rows: count,
    requests: count,
    retries: count,
  }),
  report: z
    .unknown()
    .meta({ description: 'As cdr sync --json prints it of one source; null while it runs' }),
});

const sourceParams = z.strictObject({ id: z.string() });
const formats = ['application/json', 'text/event-stream'] as const;

/** Syncs, begun and followed over HTTP. */
export function syncRoutes(server: Server, context: ServerContext): void {
  const { project, store, desk, scheduler, clock } = context;
  // Connections that stand still are cut.
  const beatMs = durationToMs(project.loaded.config.server.idleTimeout) / 4;

  server.post(
    '/v1/sources/:id/sync',
    {
      config: { role: 'operator' },
      schema: {
        summary: 'Begins a sync of a source',
        description: 'Without a range: whatever is missing, up to now.',
        tags: ['syncs'],
        params: sourceParams,
        querystring: z.strictObject(timeQuery),
        response: {
          202: { description: 'It runs', content: { 'application/json': { schema: syncSchema } } },
          ...refusals,
          ...missing,
          ...busy,
          ...bodyRefusals,
        },
      },
    },
    async (request, reply) => {
      const name = findSource(project, request.params.id, accessOf(request));
      const [source] = await project.openSources([name]);
      if (source === undefined) throw new TypeError('a source that is there was not opened');
      const { query } = request;
      const asked = readRange(query, query.timeZone ?? source.settings.timeZone);
      const { id } = desk.start(source, asked);
      return reply
        .code(202)
        .header('location', `/v1/syncs/${id}`)
        .send(findSync(desk, id, accessOf(request)));
    },
  );

  for (const verb of ['pause', 'resume'] as const) {
    server.post(
      `/v1/sources/:id/${verb}`,
      {
        config: { role: 'operator' },
        schema: {
          summary: verb === 'pause' ? 'Lets no sync of a source begin by itself' : 'Ends a pause',
          tags: ['syncs'],
          params: sourceParams,
          response: {
            204: z.null().meta({ description: 'It is so' }),
            ...refusals,
            ...missing,
            ...bodyRefusals,
          },
        },
      },
      async (request, reply) => {
        const source = findSource(project, request.params.id, accessOf(request));
        await store.recordPause(source, verb === 'pause');
        scheduler[verb](source);
        return reply.code(204).send(null);
      },
    );
  }

  server.get(
    '/v1/syncs/:id',
    {
      schema: {
        summary: 'Tells how far a sync has come',
        description:
          'With "Accept: text/event-stream", tells it again whenever it has changed, up to the end: events of the name "sync", whose data is what is told otherwise.',
        tags: ['syncs'],
        params: sourceParams,
        response: {
          200: {
            description: 'The sync',
            content: {
              'application/json': { schema: syncSchema },
              'text/event-stream': { schema: z.unknown().meta({ type: 'string' }) },
            },
          },
          ...refusals,
          ...missing,
          ...unacceptable,
        },
      },
    },
    async (request, reply) => {
      const state = findSync(desk, request.params.id, accessOf(request));
      if (negotiate(request.headers.accept, formats) === 'application/json') return state;
      const signal = untilClosed(reply);
      const events = syncEvents({ desk, id: state.id, clock, beatMs, signal });
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(Readable.from(events));
    },
  );
}

/** Throws `RequestError` for a source that config doesn't have, or that the key may not know of. */
function findSource({ loaded }: Project, name: string, access: Pick<Access, 'sources'>): string {
  if (maySee(access, name) && Object.hasOwn(loaded.config.sources, name)) return name;
  throw new RequestError('not-found', { what: 'There is no such source' });
}

/** Throws `RequestError` when there is none, in the same words when the key may not know of it. */
function findSync(desk: SyncDesk, id: string, access: Pick<Access, 'sources'>): SyncState {
  const state = desk.find(id);
  if (state !== null && maySee(access, state.source)) return state;
  throw new RequestError('not-found', { what: 'There is no such sync, or it was long ago' });
}
