import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../http/request-error.ts';
import { untilClosed } from '../http/until-closed.ts';
import type { Server, ServerContext } from '../server-context.ts';
import { assertLocal } from './assert-local.ts';
import { type StoreAnswer, storeMethods } from './store-methods.ts';

const bodySchema = z.strictObject({
  /** JSON of its own, which the method reads as it is. */
  argument: z.string(),
});

/**
 * The store for commands on this machine, which would have opened its file if the server hadn't. They
 * send the key that stands in the file beside the database; for others there is nothing here.
 */
export function localRoutes(server: Server, { store, keys, counting }: ServerContext): void {
  const methods = storeMethods(store, keys);
  server.post(
    '/v1/local/store/:method',
    {
      schema: { hide: true, params: z.strictObject({ method: z.string() }), body: bodySchema },
    },
    async (request, reply) => {
      assertLocal(request);
      const method = methods.get(request.params.method);
      if (method === undefined) {
        throw new RequestError('not-found', {
          what: `There is nothing here for ${request.method}`,
        });
      }
      if (request.params.method === 'summarize') await counting.take(untilClosed(reply));
      return sendAnswer(reply, await method(request.body.argument));
    },
  );
}

function sendAnswer(reply: FastifyReply, answer: StoreAnswer): FastifyReply {
  if (answer.kind === 'bytes') {
    return reply.type('application/octet-stream').send(Readable.from(answer.bytes));
  }
  if (answer.kind === 'batches') {
    return reply.type('application/x-ndjson').send(Readable.from(linesOf(answer.batches)));
  }
  return reply.type('application/json').send(JSON.stringify(answer.value));
}

async function* linesOf(batches: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const batch of batches) yield `${JSON.stringify(batch)}\n`;
}
