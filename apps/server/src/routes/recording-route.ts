import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { binary, missing, refusals, vendorFailures } from '../http/api-responses.ts';
import { cutRange, readRange } from '../http/byte-range.ts';
import { accessOf } from '../http/guard-requests.ts';
import { RequestError } from '../http/request-error.ts';
import { untilClosed } from '../http/until-closed.ts';
import type { Server, ServerContext } from '../server-context.ts';
import { findCall } from './find-call.ts';

const sound = { 'application/octet-stream': { schema: binary } };

/** The sound of calls, passed on from their vendors as it comes. */
export function recordingRoute(server: Server, { store, recordings }: ServerContext): void {
  server.get(
    '/v1/calls/:id/recording',
    {
      schema: {
        summary: 'Gives the recording of a call, or a range of its bytes',
        tags: ['calls'],
        params: z.strictObject({ id: z.string() }),
        response: {
          200: {
            description: 'The sound, of the media type that the vendor tells',
            content: sound,
          },
          206: { description: 'The range that was asked for', content: sound },
          ...refusals,
          ...missing,
          ...vendorFailures,
        },
      },
    },
    async (request, reply) => {
      const access = accessOf(request);
      const call = await findCall(store, { id: request.params.id, access, raw: false });
      const { version, size, type, body } = await recordings.open(call, untilClosed(reply));
      const tag = version === null ? null : `"${hash('sha256', version, 'base64url')}"`;
      const condition = request.headers['if-range'];
      const asked =
        condition === undefined || condition === tag ? request.headers.range : undefined;
      const range = size === null ? null : readRange(asked, size);
      reply.header('cache-control', 'private, no-store');
      if (tag !== null) reply.header('etag', tag);
      if (size !== null) reply.header('accept-ranges', 'bytes');
      if (range === 'unsatisfiable') {
        await body.cancel();
        reply.header('content-range', `bytes */${size}`);
        throw new RequestError('range', { what: 'The recording has no such range of bytes' });
      }
      reply.type(type ?? 'application/octet-stream');
      if (range === null) {
        if (size !== null) reply.header('content-length', size);
        return reply.send(Readable.fromWeb(body));
      }
      const { first, last } = range;
      return reply
        .code(206)
        .header('content-range', `bytes ${first}-${last}/${size}`)
        .header('content-length', last - first + 1)
        .send(Readable.from(cutRange(body, range), { objectMode: false }));
    },
  );
}
