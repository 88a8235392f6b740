import type { FastifyReply } from 'fastify';

/** Aborts when the answer is sent, or its client has gone: also one that had gone before. */
export function untilClosed({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const controller = new AbortController();
  if (raw.destroyed) controller.abort();
  else raw.once('close', () => controller.abort());
  return controller.signal;
}
