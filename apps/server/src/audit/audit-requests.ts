import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditTrail } from './audit-trail.ts';

/**
 * Takes down every request that takes an owner's key, before it is worked on, and every one that is
 * denied. Of addresses it takes what the route says of them: the rest may be anything.
 */
export function auditRequests(server: FastifyInstance, trail: AuditTrail): void {
  server.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.role !== 'owner') return;
    await trail.record({ action: 'owner-request', by: actorOf(request), detail: placeOf(request) });
  });
  server.addHook('onResponse', async (request, reply) => {
    const reason = refusalOf(request, reply);
    if (reason === null) return;
    const detail = { ...placeOf(request), status: reply.statusCode, reason };
    trail.add({ action: 'request-denied', by: actorOf(request), detail });
  });
}

function refusalOf({ refusal, access }: FastifyRequest, reply: FastifyReply): string | null {
  const { statusCode } = reply;
  if (statusCode !== 401 && statusCode !== 403 && (refusal === null || statusCode < 400))
    return null;
  return refusal?.reason ?? (access === null ? 'none' : 'role');
}

function actorOf({ access, refusal }: FastifyRequest) {
  return { via: 'request', keyId: access?.keyId ?? refusal?.keyId ?? null } as const;
}

function placeOf({ method, routeOptions, ip }: FastifyRequest) {
  return { method, route: routeOptions.url ?? null, address: ip };
}
