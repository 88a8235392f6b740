import { z } from 'zod';
import { refusals } from '../http/api-responses.ts';
import { accessOf } from '../http/guard-requests.ts';
import { RequestError } from '../http/request-error.ts';
import type { Server, ServerContext } from '../server-context.ts';

/** What Prometheus reads, and what it is measured by. */
export function metricsRoute(server: Server, { metrics }: ServerContext): void {
  server.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const route = routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    metrics.onRequest({ method, route, status: reply.statusCode, seconds });
  });

  server.get(
    '/metrics',
    {
      schema: {
        summary: 'Tells figures of the server itself, in the text format of Prometheus',
        description: 'They name every source: a key that is limited to some may not read them.',
        tags: ['health'],
        response: {
          200: {
            description: 'The figures',
            content: { 'text/plain': { schema: z.unknown().meta({ type: 'string' }) } },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      if (accessOf(request).sources !== null) {
        throw new RequestError('forbidden', { what: 'This takes a key of all sources' });
      }
      return reply.type(metrics.contentType).send(await metrics.text());
    },
  );
}
