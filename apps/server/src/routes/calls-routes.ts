import { type Call, callSchema, noteSchema } from '@cdr/core';
import { callFilterOf, readSelected, selectCalls } from '@cdr/engine';
import { z } from 'zod';
import { answerFresh } from '../http/answer-fresh.ts';
import { missing, refusals, unacceptable, unchanged } from '../http/api-responses.ts';
import { callFilterQuery, flag, maxLimit } from '../http/call-query.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { createDataCache } from '../http/data-cache.ts';
import { accessOf } from '../http/guard-requests.ts';
import { negotiate } from '../http/negotiate.ts';
import { pageUrl } from '../http/page-url.ts';
import { pickSources, visibleSources } from '../http/visible-sources.ts';
import type { Server, ServerContext } from '../server-context.ts';
import { findCall, sourcesOfId } from './find-call.ts';
import { assertMaySeeRaw, tellCall } from './tell-call.ts';

const listQuery = z.strictObject({
  ...callFilterQuery,
  order: z.enum(['asc', 'desc']).default('asc').meta({ description: 'By start, then by id' }),
  limit: z.coerce.number().int().min(1).max(maxLimit).default(100),
  cursor: z.string().optional().meta({ description: '"next" of the page before' }),
  raw: flag.meta({
    description: "With the vendor's rows and the addresses of recordings; for operators",
  }),
});

const pageSchema = z.strictObject({
  calls: z.array(callSchema),
  /** Leads to the next page; `null` on the last one. */
  next: z.string().nullable(),
});

const formats = ['application/json', 'application/x-ndjson'] as const;

/** Of pages, together with what was asked. */
const keptBytes = 16_000_000;

/** A page as it is sent. */
interface Page {
  body: Buffer;
  next: string | null;
}

/** Calls, one by one and in pages. */
export function callsRoutes(server: Server, context: ServerContext): void {
  const { project, store, keys, version } = context;
  const pages = createDataCache<Page>({
    store,
    sizeOf: ({ body }) => body.length,
    limit: keptBytes,
  });

  server.get(
    '/v1/calls',
    {
      schema: {
        summary: 'Lists calls',
        tags: ['calls'],
        querystring: listQuery,
        response: {
          200: {
            description: 'A page of calls; the header Link leads to the next one',
            content: {
              'application/json': { schema: pageSchema },
              'application/x-ndjson': { schema: callSchema },
            },
          },
          ...unchanged,
          ...refusals,
          ...unacceptable,
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const access = accessOf(request);
      const format = negotiate(request.headers.accept, formats);
      if (query.raw) assertMaySeeRaw(access);
      const visible = await visibleSources(context, access);
      const sources = pickSources(query.source, visible);
      const filter = { ...callFilterOf(query), source: sources };
      const selection = await selectCalls(project, { filter, times: query, known: visible });
      const { order, limit, raw } = query;
      const scope = {
        sign: (text: string) => keys.sign(access.keyId, text),
        question: { filters: selection.filters, order },
      };
      const after = query.cursor === undefined ? undefined : readCursor(query.cursor, scope);
      const makePage = async (): Promise<Page> => {
        const calls: Call[] = [];
        // One more than asked for tells whether there is another page.
        const reading = { limit: limit + 1, after, raw, order };
        for await (const batch of readSelected(store, selection, reading)) calls.push(...batch);
        const last = calls.length > limit ? calls[limit - 1] : undefined;
        const next = last === undefined ? null : writeCursor(last, scope);
        const told = calls.slice(0, limit).map((call) => tellCall(call, { raw }));
        const text =
          format === 'application/json'
            ? JSON.stringify({ calls: told, next })
            : told.map((call) => `${JSON.stringify(call)}\n`).join('');
        return { body: Buffer.from(text), next };
      };
      return answerFresh({ request, reply, version, sources }, async () => {
        // Cursors are of one key, and it may only see these sources.
        const asked = JSON.stringify([access.keyId, sources, format, request.url]);
        const { body, next } = await pages.get(asked, makePage);
        if (next !== null) reply.header('link', `<${pageUrl(request.url, next)}>; rel="next"`);
        reply.type(`${format}; charset=utf-8`);
        return body;
      });
    },
  );

  const oneParams = z.strictObject({ id: z.string() });

  server.get(
    '/v1/calls/:id',
    {
      schema: {
        summary: 'Tells one call',
        tags: ['calls'],
        params: oneParams,
        querystring: z.strictObject({ raw: listQuery.shape.raw }),
        response: { 200: callSchema, ...unchanged, ...refusals, ...missing },
      },
    },
    async (request, reply) => {
      const access = accessOf(request);
      const { raw } = request.query;
      if (raw) assertMaySeeRaw(access);
      const { id } = request.params;
      const sources = sourcesOfId(id, access);
      return answerFresh({ request, reply, version, sources }, async () =>
        tellCall(await findCall(store, { id, access, raw }), { raw }),
      );
    },
  );

  server.get(
    '/v1/calls/:id/notes',
    {
      schema: {
        summary: 'Tells what people wrote to a call',
        tags: ['calls'],
        params: oneParams,
        response: {
          200: z.strictObject({ notes: z.array(noteSchema) }),
          ...unchanged,
          ...refusals,
          ...missing,
        },
      },
    },
    async (request, reply) => {
      const access = accessOf(request);
      const { id } = request.params;
      const sources = sourcesOfId(id, access);
      return answerFresh({ request, reply, version, sources }, async () => {
        const { source } = await findCall(store, { id, access, raw: false });
        const filter = { source: [source], callId: [id] };
        const notes = [];
        for await (const batch of store.readNotes({ filter })) notes.push(...batch);
        return { notes };
      });
    },
  );
}
