import { createCallFields, zoneOf } from '@cdr/core';
import {
  baseUrlOption,
  createBearerAuthorizer,
  createEnumReader,
  createHttpClient,
  defineProvider,
  parseRow,
  parseRows,
  readOffsetPages,
  readWallTime,
  secret,
} from '@cdr/provider-kit';
import { z } from 'zod';
import { manifest } from './acme-manifest.ts';

const rowSchema = z.object({ id: z.string(), at: z.string(), result: z.string().nullish() });
const answerSchema = z.object({ total: z.int(), calls: z.array(z.unknown()) });
const readDisposition = createEnumReader(
  { answered: 'answered', busy: 'busy', 'no answer': 'no-answer' },
  'unknown',
);

export const acme = defineProvider({
  manifest,
  options: z.strictObject({ baseUrl: baseUrlOption('https://api.acme.example'), token: secret() }),

  createMapper: (_options, { timeZone }) => {
    const zone = zoneOf(timeZone);
    return (row) => {
      const parsed = parseRow(rowSchema, row);
      if (!parsed.ok) return parsed;
      const { id, at, result } = parsed.value;
      const start = readWallTime(at, zone);
      if (start === null) return { ok: false, reason: 'at: not a time' };
      const call = createCallFields({
        vendorId: id,
        startedAt: start.instant,
        timeAmbiguous: start.ambiguous,
        timePrecision: 'minute',
        timeZone,
        disposition: readDisposition(result),
      });
      return { ok: true, key: id, call };
    };
  },

  connect(context) {
    const { baseUrl, token } = context.options;
    const client = createHttpClient(context, {
      baseUrl,
      authorizer: createBearerAuthorizer(token),
      secrets: [token],
      requestsPerSecond: 5,
      maxResponseBytes: 16_000_000,
    });
    const fetchPage = (query: Record<string, string | number>, signal: AbortSignal) =>
      client.request({
        path: '/v2/calls',
        query,
        signal,
        read: (text) => {
          const { json, rows, texts } = parseRows(text, 'calls');
          return { rows, texts, total: answerSchema.parse(json).total };
        },
      });
    return {
      check: async (signal) => `${(await fetchPage({ limit: 1 }, signal)).total} calls`,
      read: ({ bounds, signal }) =>
        readOffsetPages({
          pageSize: 100,
          signal,
          fetchPage: (offset, limit) =>
            fetchPage({ from: bounds.from.wall, to: bounds.to.wall, offset, limit }, signal),
        }),
    };
  },
});
