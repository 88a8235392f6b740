import { toInstant } from '@cdr/core';
import { coverageReport, readRange } from '@cdr/engine';
import { z } from 'zod';
import { refusals } from '../http/api-responses.ts';
import { callFilterQuery, timeQuery } from '../http/call-query.ts';
import { accessOf } from '../http/guard-requests.ts';
import { pickSources, visibleSources } from '../http/visible-sources.ts';
import type { Server, ServerContext } from '../server-context.ts';

const instant = z.string().meta({ format: 'date-time' });
const range = z.strictObject({ from: instant, to: instant });

const sourceSchema = z.strictObject({
  source: z.string(),
  /** `null` for a source that config no longer has: its calls are stored, and it is not synced. */
  provider: z.string().nullable(),
  vendor: z.string().nullable(),
  timeZone: z.string().nullable(),
  streams: z.array(z.strictObject({ id: z.string(), kind: z.string() })),
  /** When it is synced next; `null` for a source that isn't synced. */
  schedule: z
    .strictObject({
      isPaused: z.boolean(),
      nextAt: instant.nullable(),
      failures: z.int().meta({ description: 'Syncs in a row that failed' }),
      running: z.string().nullable().meta({ description: 'The id of the sync that runs' }),
    })
    .nullable(),
});

const coverageSchema = z.strictObject({
  source: z.string(),
  stream: z.string(),
  kind: z.enum(['calls', 'statistics', 'notes']),
  covered: z.array(
    z.strictObject({
      ...range.shape,
      state: z.enum(['sealed', 'provisional']),
      rows: z.int().nullable(),
      vendorRows: z.int().nullable(),
    }),
  ),
  gaps: z.array(range),
  permanentGaps: z.array(range),
  notes: z
    .strictObject({ calls: z.int(), read: z.int(), notes: z.int() })
    .optional()
    .meta({ description: 'Of streams of notes, which cover calls and not time' }),
});

/** What is read, and how much of it is proven. */
export function sourcesRoutes(server: Server, context: ServerContext): void {
  const { project, store, clock } = context;

  server.get(
    '/v1/sources',
    {
      schema: {
        summary: 'Lists sources',
        tags: ['sources'],
        response: { 200: z.strictObject({ sources: z.array(sourceSchema) }), ...refusals },
      },
    },
    async (request) => {
      const visible = await visibleSources(context, accessOf(request));
      const configured = visible.filter((name) => isConfigured(context, name));
      const opened = configured.length === 0 ? [] : await project.openSources(configured);
      const sources = visible.map((name) => {
        const source = opened.find((own) => own.name === name);
        return {
          source: name,
          provider: source?.provider.manifest.id ?? null,
          vendor: source?.provider.manifest.name ?? null,
          timeZone: source?.settings.timeZone ?? null,
          streams: source?.streams.map(({ id, kind }) => ({ id, kind })) ?? [],
          schedule: scheduleOf(context, name),
        };
      });
      return { sources };
    },
  );

  server.get(
    '/v1/coverage',
    {
      schema: {
        summary: 'Tells which ranges are proven complete, and which are missing',
        tags: ['sources'],
        querystring: z.strictObject({ source: callFilterQuery.source, ...timeQuery }),
        response: { 200: z.strictObject({ coverage: z.array(coverageSchema) }), ...refusals },
      },
    },
    async (request) => {
      const { query } = request;
      const visible = await visibleSources(context, accessOf(request));
      const picked = pickSources(query.source, visible);
      const configured = picked.filter((name) => isConfigured(context, name));
      const sources = configured.length === 0 ? [] : await project.openSources(configured);
      const coverage = [];
      for (const source of sources) {
        const asked = readRange(query, query.timeZone ?? source.settings.timeZone);
        coverage.push(...(await coverageReport(store, [source], { clock, asked })));
      }
      return { coverage };
    },
  );
}

function scheduleOf({ scheduler, desk }: ServerContext, name: string) {
  const place = scheduler.places().find(({ source }) => source === name);
  if (place === undefined) return null;
  const { isPaused, nextAt, failures } = place;
  const running = desk.running(name)?.id ?? null;
  return { isPaused, nextAt: nextAt === null ? null : toInstant(nextAt), failures, running };
}

function isConfigured({ project }: ServerContext, source: string): boolean {
  return Object.hasOwn(project.loaded.config.sources, source);
}
