import { countErasable, erasePerson } from '@cdr/engine';
import { z } from 'zod';
import { bodyRefusals, refusals } from '../http/api-responses.ts';
import { assertAllSources } from '../http/assert-all-sources.ts';
import { flag } from '../http/call-query.ts';
import { accessOf } from '../http/guard-requests.ts';
import type { Server, ServerContext } from '../server-context.ts';

const count = z.int();

const erasureSchema = z.strictObject({
  /** Rows that were masked or went; with `dryRun`, those that would. */
  erased: z.strictObject({
    calls: count,
    notes: count,
    rawRows: count,
    rejected: count,
    statistics: count,
  }),
});

/** What is kept of whom. */
export function peopleRoute(server: Server, { project, store, clock }: ServerContext): void {
  server.delete(
    '/v1/people/:number',
    {
      config: { role: 'owner' },
      schema: {
        summary: 'Erases the person who has a number, for good',
        description:
          'Masks their calls, their notes, the texts of their SMS and the vendors’ rows of them in all sources, and whatever is read of them later. Takes a key that is good for all sources.',
        tags: ['people'],
        params: z.strictObject({
          number: z.string().meta({ description: 'However it is written' }),
        }),
        querystring: z.strictObject({
          dryRun: flag.meta({ description: 'Only tells what would be erased' }),
        }),
        response: { 200: erasureSchema, ...refusals, ...bodyRefusals },
      },
    },
    async (request) => {
      const access = accessOf(request);
      assertAllSources(access);
      const { keyId } = access;
      const { number } = request.params;
      const by = { via: 'request', keyId } as const;
      const erased = request.query.dryRun
        ? await countErasable({ project, store, number })
        : await erasePerson({ project, store, clock, number, by });
      return { erased };
    },
  );
}
