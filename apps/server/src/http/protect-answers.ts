import type { FastifyInstance } from 'fastify';

/** What every answer says to browsers. */
export const protection = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Answers are data: browsers shall run nothing of them, frame nothing, and tell nobody of them. */
export function protectAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(protection)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
  });
}
