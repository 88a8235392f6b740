import { randomBytes } from 'node:crypto';
import reference from '@scalar/fastify-api-reference';
import type { Server } from '../server-context.ts';

/** The document of the API, and pages that show it without reaching any other server. */
export async function docsRoutes(server: Server): Promise<void> {
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());

  const nonce = randomBytes(16).toString('base64');
  await server.register(async (own) => {
    own.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', policyWith(nonce));
    });
    await own.register(reference, {
      routePrefix: '/docs',
      configuration: {
        nonce,
        pageTitle: 'cdr',
        url: '/openapi.json',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        defaultOpenAllTags: true,
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}

/** Scalar writes its styles into the page as it goes, and shows samples from memory. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
