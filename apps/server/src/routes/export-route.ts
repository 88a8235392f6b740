import { type CallCsvRequest, type CallParquetRequest, callSchema, type Store } from '@cdr/core';
import { type CallSelection, callFilterOf, readSelected, selectCalls } from '@cdr/engine';
import { csvSeparators, type ExportFormat, formatCalls } from '@cdr/export';
import { z } from 'zod';
import { type AnswerType, attachmentOf, contentTypeOf, formatFor } from '../http/answer-formats.ts';
import { answerFresh } from '../http/answer-fresh.ts';
import { binary, refusals, unacceptable, unchanged } from '../http/api-responses.ts';
import { begunStream } from '../http/begun-stream.ts';
import { callFilterQuery, flag } from '../http/call-query.ts';
import { accessOf } from '../http/guard-requests.ts';
import { snapshotChunks } from '../http/snapshot-chunks.ts';
import { pickSources, visibleSources } from '../http/visible-sources.ts';
import type { Server, ServerContext } from '../server-context.ts';
import { assertMaySeeRaw } from './tell-call.ts';

const exportQuery = z.strictObject({
  ...callFilterQuery,
  format: z.enum(['csv', 'xlsx', 'ndjson', 'json', 'parquet']).optional().meta({
    description: 'Takes the place of the header Accept. Default: ndjson',
  }),
  limit: z.coerce.number().int().min(0).optional().meta({ description: 'Default: all calls' }),
  separator: z
    .enum(['comma', 'semicolon', 'tab'])
    .default('comma')
    .meta({ description: 'Between the cells of CSV' }),
  raw: flag.meta({
    description: "With the vendor's rows and the addresses of recordings; for operators",
  }),
});

const formats = [
  'application/x-ndjson',
  'application/json',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.apache.parquet',
] as const satisfies AnswerType[];

/** Calls as files, however many there are. */
export function exportRoute(server: Server, context: ServerContext): void {
  const { project, store, version } = context;

  server.get(
    '/v1/export',
    {
      // Nobody learns more from a file without its bytes, and it would be made all the same.
      exposeHeadRoute: false,
      schema: {
        summary: 'Gives calls as a file',
        description:
          'The file is sent as it is made, of the calls as they are when it begins. If something fails on the way, the connection breaks: what has come to its end is whole.',
        tags: ['calls'],
        querystring: exportQuery,
        response: {
          200: {
            description: 'The file; the header Content-Disposition names it',
            content: {
              'application/x-ndjson': { schema: callSchema },
              'application/json': { schema: z.array(callSchema) },
              'text/csv': { schema: z.string() },
              [formats[3]]: { schema: binary },
              [formats[4]]: { schema: binary },
            },
          },
          ...unchanged,
          ...refusals,
          ...unacceptable,
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const access = accessOf(request);
      const format = query.format ?? formatFor(request.headers.accept, formats);
      if (query.raw) assertMaySeeRaw(access);
      const known = await visibleSources(context, access);
      const sources = pickSources(query.source, known);
      const filter = { ...callFilterOf(query), source: sources };
      const selection = await selectCalls(project, { filter, times: query, known });
      const { limit, raw, timeZone } = query;
      const separator = csvSeparators[query.separator];
      return answerFresh({ request, reply, version, sources }, async () => {
        const asked = { ...selection, limit, raw, timeZone, separator };
        const stream = await begunStream(fileOfCalls(store, format, asked));
        reply
          .type(contentTypeOf(format))
          .header('content-disposition', attachmentOf('calls', format));
        return stream;
      });
    },
  );
}

/** Which calls a file holds, and how it is written. */
type FileRequest = CallSelection & CallCsvRequest & CallParquetRequest & { raw: boolean };

function fileOfCalls(
  store: Store,
  format: ExportFormat,
  request: FileRequest,
): AsyncIterable<string | Uint8Array> {
  return snapshotChunks<string | Uint8Array>(store, (calls) => {
    if (format === 'csv' || format === 'parquet') return calls[format](request);
    const { limit, raw, timeZone } = request;
    return formatCalls(readSelected(calls, request, { limit, raw }), format, { raw, timeZone });
  });
}
