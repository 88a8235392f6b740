import { answerRequest } from '@cdr/emulator';
import type { Project, ServedApi } from '@cdr/engine';
import { basicCredentialsOf, bearerTokenOf } from '@cdr/provider-kit';
import { createDataCache } from '../http/data-cache.ts';
import type { CountRequest } from '../http/limit-requests.ts';
import { protection } from '../http/protect-answers.ts';
import { RequestError } from '../http/request-error.ts';
import type { Server, ServerContext } from '../server-context.ts';
import { createRecordingOpener } from './open-recording-for-vendor.ts';
import { createTokenBook } from './token-book.ts';
import { createVendorApis } from './vendor-apis.ts';

/** A vendor's API sees its own path alone. */
const origin = 'http://vendor.invalid';

/** Letters of answers, together with what was asked. */
const keptLetters = 8_000_000;

/** All that a request of the fetch standard can have. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Gives requests below `/vendors/{source}/` to the vendors' APIs as they come, their bodies unread. The
 * APIs check keys in the vendors' ways and refuse in the vendors' words. Throws `ConfigError` when config
 * names a provider that isn't there, or that serves nothing.
 */
export async function vendorRoutes(
  server: Server,
  context: ServerContext & { countRequest: CountRequest },
): Promise<void> {
  const { project, store, keys, clock, countRequest } = context;
  const tokens = createTokenBook(keys, clock);
  const served = await servedApisOf(project);
  const onError = (error: unknown) => server.log.error({ err: error }, 'a vendor API failed');
  const texts = createDataCache<string>({
    store,
    sizeOf: (text) => text.length,
    limit: keptLetters,
  });
  const openRecording = createRecordingOpener(context);
  const apis = createVendorApis({ store, clock, tokens, served, texts, onError, openRecording });

  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route<{ Params: { source: string } }>({
      method: methods,
      url: '/vendors/:source/*',
      config: { access: 'open' },
      schema: { hide: true },
      handler: async (request, reply) => {
        const { authorization } = request.headers;
        const secret = basicCredentialsOf(authorization)?.password ?? bearerTokenOf(authorization);
        const access = secret === null ? null : tokens.accessOf(secret);
        request.access = access;
        await countRequest(request, reply);
        // Unless it is a login, whose key is in its body, the API refuses it.
        if (access === null) {
          request.refusal = { reason: secret === null ? 'none' : 'unknown', keyId: null };
        }
        const api = apis.find(request.params.source, access);
        if (api === null && access === null) {
          throw new RequestError('unauthenticated', { what: 'No good key came with the request' });
        }
        if (api === null) {
          throw new RequestError('not-found', {
            what: 'No source of this name is served here as a vendor would',
            todo: 'The key "serveAs" of a source says in whose shape it is',
          });
        }
        const url = origin + pathWithin(request.raw.url ?? '');
        const { raw } = reply;
        for (const [name, value] of Object.entries({ ...protection, ...reply.getHeaders() })) {
          if (value !== undefined) raw.setHeader(name, value);
        }
        reply.hijack();
        await answerRequest({ api, url, incoming: request.raw, answer: raw, onError });
      },
    });
  });
}

async function servedApisOf(project: Project): Promise<Map<string, ServedApi[]>> {
  const names = Object.keys(project.loaded.config.sources);
  const served = await Promise.all(names.map((name) => project.servedApisOf(name)));
  return new Map(names.map((name, index) => [name, served[index] ?? []]));
}

/** What follows the name of the source, with the query. */
function pathWithin(target: string): string {
  return target.slice(target.indexOf('/', '/vendors/'.length));
}
