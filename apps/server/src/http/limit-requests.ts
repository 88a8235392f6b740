import { durationToMs } from '@cdr/core';
import type { ServerConfig } from '@cdr/engine';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from './request-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** In place of the refusal of requests while the server has too much to do. */
    pressureHandler?: () => void;
  }
}

/**
 * Counts a request, whose `access` must be known by then. Throws `RequestError` when the key, or the
 * address of whoever has none, has asked too often.
 */
export type CountRequest = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const minuteMs = 60_000;
const longestUrl = 8192;

/** Refuses what would be too much, before anything is done about it. Gives what counts requests. */
export async function limitRequests(
  server: FastifyInstance,
  { requestsPerMinute, maxEventLoopDelay }: ServerConfig,
): Promise<CountRequest> {
  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
  });
  server.addHook('onRequest', async ({ raw }) => {
    if (isClosing) throw new RequestError('unavailable', { what: 'The server is about to end' });
    if ((raw.url ?? '').length > longestUrl) {
      throw new RequestError('too-long', {
        what: 'The address is too long',
        todo: `It may have ${longestUrl} characters`,
      });
    }
  });
  await server.register(underPressure, {
    maxEventLoopDelay: durationToMs(maxEventLoopDelay),
    pressureHandler: async () => {
      throw new RequestError('unavailable', {
        what: 'The server has too much to do',
        todo: 'Try again in a while',
      });
    },
  });
  await server.register(rateLimit, {
    global: false,
    max: requestsPerMinute,
    timeWindow: minuteMs,
    keyGenerator: ({ access, ip }) => access?.keyId ?? normalizeIP(ip),
  });
  const count = server.createRateLimit();

  return async (request, reply) => {
    const counted = await count(request);
    if (counted.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = counted;
    reply.headers({ 'ratelimit-limit': max, 'ratelimit-remaining': remaining });
    reply.header('ratelimit-reset', ttlInSeconds);
    if (!isExceeded) return;
    reply.header('retry-after', ttlInSeconds);
    throw new RequestError('too-many-requests', {
      what: `More than ${max} requests came in a minute`,
      todo: `Ask again in ${ttlInSeconds} s`,
    });
  };
}
