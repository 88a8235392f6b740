import { dimensionNames, intervalUnits, metricNames, origins, type SummaryQuery } from '@cdr/core';
import { type Figures, planFigures, readFigures } from '@cdr/engine';
import { type ExportFormat, figureColumns, formatFigures } from '@cdr/export';
import { parquetRows } from '@cdr/store';
import { z } from 'zod';
import { type AnswerType, attachmentOf, contentTypeOf, formatFor } from '../http/answer-formats.ts';
import { answerFresh } from '../http/answer-fresh.ts';
import { binary, refusals, unacceptable, unchanged } from '../http/api-responses.ts';
import { begunStream } from '../http/begun-stream.ts';
import { callFilterQuery, flag, words } from '../http/call-query.ts';
import { accessOf } from '../http/guard-requests.ts';
import { RequestError } from '../http/request-error.ts';
import { untilClosed } from '../http/until-closed.ts';
import { pickSources, visibleSources } from '../http/visible-sources.ts';
import type { Server, ServerContext } from '../server-context.ts';

const secondMs = 1000;

const statsQuery = z.strictObject({
  ...callFilterQuery,
  timeZone: z.string().optional().meta({
    description: 'IANA zone whose clocks say what a day is. Default: that of the first source',
  }),
  interval: z.enum(intervalUnits).optional().meta({ description: 'Rows for each' }),
  by: words(z.enum(dimensionNames)).meta({ description: 'Rows for each value; several: a,b' }),
  metrics: words(z.enum(metricNames)).meta({ description: 'What to tell; several: a,b' }),
  origin: z
    .enum([...origins, 'both'])
    .default('both')
    .meta({ description: 'Computed from calls, sums of vendors, or both' }),
  threshold: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,3})?$/, 'not a number of seconds, such as 20')
    .transform((text) => Math.round(Number(text) * secondMs))
    .optional()
    .meta({ description: 'Seconds, for serviceLevel. Default: 20' }),
  fill: flag.meta({ description: 'Rows for intervals without calls too' }),
  top: z.coerce.number().int().min(1).optional().meta({
    description: 'Only the rows with the most calls, of each interval',
  }),
});

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()])).meta({
  description:
    'One key a dimension, a metric, and origin; by interval also interval, intervalStart, intervalEnd',
});

const figuresSchema = z.strictObject({
  rows: z.array(rowSchema),
  notes: z.array(
    z.strictObject({
      origin: z.enum(origins),
      metric: z.string().nullable(),
      source: z.string().nullable(),
      reason: z.string(),
    }),
  ),
});

const formats = [
  'application/json',
  'application/x-ndjson',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.apache.parquet',
] as const satisfies AnswerType[];

/** Figures of stored calls, as `cdr stats` tells them. */
export function statsRoute(server: Server, context: ServerContext): void {
  const { project, store, version, clock, counting } = context;

  server.get(
    '/v1/stats',
    {
      schema: {
        summary: 'Tells figures of calls, and the sums of vendors beside them',
        tags: ['statistics'],
        querystring: statsQuery,
        response: {
          200: {
            description: 'Rows; in JSON also why a figure is null',
            content: {
              'application/json': { schema: figuresSchema },
              'application/x-ndjson': { schema: rowSchema },
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
      const { source, origin, ...options } = request.query;
      const format = formatFor(request.headers.accept, formats);
      const known = await visibleSources(context, accessOf(request));
      const sources = pickSources(source, known);
      const plan = await planFigures(project, { options: { ...options, source: sources }, known });
      assertFew(plan.query, clock.now());
      return answerFresh({ request, reply, version, sources }, async () => {
        await counting.take(untilClosed(reply));
        const figures = await readFigures(store, plan, origin);
        reply.type(contentTypeOf(format));
        // Without the line breaks of files that people read, which are nearly half of it.
        if (format === 'json') return JSON.stringify(figures);
        const stream = await begunStream(chunksOf(figures, format));
        if (format !== 'ndjson')
          reply.header('content-disposition', attachmentOf('statistics', format));
        return stream;
      });
    },
  );
}

function chunksOf({ rows }: Figures, format: Exclude<ExportFormat, 'json'>) {
  return format === 'parquet'
    ? parquetRows([rows], figureColumns(rows))
    : formatFigures(rows, format);
}

const unitMs = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_419_200_000 };
const mostIntervals = 20_000;

/** Filled rows cost memory whether there are calls or not: somebody could ask for all hours of all time. */
function assertFew({ fill = false, interval, filter = {} }: SummaryQuery, now: number): void {
  if (!fill || interval === undefined) return;
  const { to = now, from = Math.min(to, now) } = filter;
  if ((to - from) / unitMs[interval] <= mostIntervals) return;
  throw new RequestError('request', {
    what: `The range has more than ${mostIntervals.toLocaleString('en')} intervals, too many to be filled`,
    todo: 'Ask for a shorter range, for longer intervals, or without fill',
  });
}
