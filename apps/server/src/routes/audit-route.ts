import { auditEntrySchema } from '@cdr/core';
import { readRange } from '@cdr/engine';
import { z } from 'zod';
import { refusals } from '../http/api-responses.ts';
import { assertAllSources } from '../http/assert-all-sources.ts';
import { maxLimit, timeQuery } from '../http/call-query.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { accessOf } from '../http/guard-requests.ts';
import { pageUrl } from '../http/page-url.ts';
import type { Server, ServerContext } from '../server-context.ts';

const query = z.strictObject({
  ...timeQuery,
  from: timeQuery.from.meta({ description: 'Happened at this instant or local time, or later' }),
  to: timeQuery.to.meta({ description: 'Happened before' }),
  timeZone: timeQuery.timeZone.meta({ description: 'IANA zone of local times. Default: UTC' }),
  limit: z.coerce.number().int().min(1).max(maxLimit).default(100),
  cursor: z.string().optional().meta({ description: '"next" of the page before' }),
});

const pageSchema = z.strictObject({
  entries: z.array(auditEntrySchema),
  /** Leads to older entries; `null` on the last page. */
  next: z.string().nullable(),
});

/** What owners did, and what was denied. */
export function auditRoute(server: Server, { store, keys, audit }: ServerContext): void {
  server.get(
    '/v1/audit',
    {
      config: { role: 'owner' },
      schema: {
        summary: 'Tells what owners did and which requests were denied, the newest first',
        tags: ['audit'],
        querystring: query,
        response: { 200: pageSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const { limit, cursor, from, to, timeZone = 'UTC' } = request.query;
      const range = readRange({ from, to }, timeZone);
      const access = accessOf(request);
      assertAllSources(access);
      const { keyId } = access;
      const scope = { sign: (text: string) => keys.sign(keyId, text), question: ['audit', range] };
      const place = cursor === undefined ? undefined : readCursor(cursor, scope);
      const after = place === undefined ? undefined : { at: place.startedAt, id: place.id };
      await audit.flush();
      // One more than asked for tells whether there is another page.
      const found = await store.audit({ ...range, after, limit: limit + 1 });
      const last = found.length > limit ? found[limit - 1] : undefined;
      const next =
        last === undefined ? null : writeCursor({ startedAt: last.at, id: last.id }, scope);
      if (next !== null) reply.header('link', `<${pageUrl(request.url, next)}>; rel="next"`);
      return { entries: found.slice(0, limit), next };
    },
  );
}
