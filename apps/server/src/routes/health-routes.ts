import { z } from 'zod';
import { delays } from '../http/api-responses.ts';
import type { Server, ServerContext } from '../server-context.ts';

const aliveSchema = z.strictObject({ status: z.literal('ok') });
const readySchema = z.strictObject({
  status: z.enum(['ok', 'failed']),
  /** Whether calls can be read. */
  store: z.enum(['ok', 'failed']),
  gapsNearingHorizon: z.int().meta({
    description: 'Ranges that were not read, and that vendors will soon no longer tell',
  }),
});

/** Answered also by a server that has too much to do: it is alive, and ending it helps nobody. */
const config = { access: 'open', pressureHandler: () => undefined } as const;

/** What watches over processes; answered without a key, and telling nothing of calls. */
export function healthRoutes(server: Server, { store, horizon }: ServerContext): void {
  server.get(
    '/healthz',
    {
      config,
      schema: {
        summary: 'Is the process alive?',
        tags: ['health'],
        security: [],
        response: { 200: aliveSchema, ...delays },
      },
    },
    async () => ({ status: 'ok' as const }),
  );
  server.get(
    '/readyz',
    {
      config,
      schema: {
        summary: 'Can it answer?',
        tags: ['health'],
        security: [],
        response: {
          200: readySchema,
          ...delays,
          503: {
            description: 'It cannot, or it is about to end',
            content: { ...delays[503].content, 'application/json': { schema: readySchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const gapsNearingHorizon = horizon.gaps().length;
      try {
        await store.runs(1);
        return { status: 'ok' as const, store: 'ok' as const, gapsNearingHorizon };
      } catch (error) {
        request.log.error({ err: error }, 'the store cannot be read');
        reply.code(503);
        return { status: 'failed' as const, store: 'failed' as const, gapsNearingHorizon };
      }
    },
  );
}
