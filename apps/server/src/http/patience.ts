import { durationToMs } from '@cdr/core';
import type { ServerConfig } from '@cdr/engine';
import type { FastifyHttpOptions, RawServerDefault } from 'fastify';

/** Heads are short: whoever takes longer for one doesn't mean to ask. */
const longestHeadMs = 15_000;

/** How long the server waits for those who ask. */
export function patienceOf({
  requestTimeout,
  idleTimeout,
}: ServerConfig): FastifyHttpOptions<RawServerDefault> {
  const requestTimeoutMs = durationToMs(requestTimeout);
  const headersTimeoutMs = Math.min(requestTimeoutMs, longestHeadMs);
  return {
    requestTimeout: requestTimeoutMs,
    connectionTimeout: durationToMs(idleTimeout),
    http: { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: headersTimeoutMs },
  };
}
