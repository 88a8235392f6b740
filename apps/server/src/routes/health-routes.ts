import { z } from 'zod';
import type { Server, ServerContext } from '../server-context.ts';

const aliveSchema = z.strictObject({ status: z.literal('ok') });
const readySchema = z.strictObject({
  status: z.enum(['ok', 'failed']),
  /** Whether calls can be read. */
  store: z.enum(['ok', 'failed']),
});

/** What watches over processes; answered without a key, and telling nothing of calls. */
export function healthRoutes(server: Server, { store }: ServerContext): void {
  server.get(
    '/healthz',
    {
      config: { access: 'open' },
      schema: {
        summary: 'Is the process alive?',
        tags: ['health'],
        security: [],
        response: { 200: aliveSchema },
      },
    },
    async () => ({ status: 'ok' as const }),
  );
  server.get(
    '/readyz',
    {
      config: { access: 'open' },
      schema: {
        summary: 'Can it answer?',
        tags: ['health'],
        security: [],
        response: { 200: readySchema, 503: readySchema },
      },
    },
    async (request, reply) => {
      try {
        await store.runs(1);
        return { status: 'ok' as const, store: 'ok' as const };
      } catch (error) {
        request.log.error({ err: error }, 'the store cannot be read');
        reply.code(503);
        return { status: 'failed' as const, store: 'failed' as const };
      }
    },
  );
}
