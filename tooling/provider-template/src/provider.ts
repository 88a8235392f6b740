import { formatWallTime, zoneOf } from '@cdr/core';
import {
  baseUrlOption,
  createBearerAuthorizer,
  createHttpClient,
  defineProvider,
  parseRow,
  readOffsetPages,
  secret,
} from '@cdr/provider-kit';
import { z } from 'zod';
import { callsPath, defaultBaseUrl, maxPageSize, readAnswer, rowSchema } from './api.ts';
import { manifest } from './manifest.ts';
import { toCall } from './to-call.ts';

const hourMs = 3_600_000;
/** A hundred rows take some thirty kilobytes. */
const maxResponseBytes = 16 * 1024 * 1024;

/** What config says under `options` of a Template source. */
const options = z.strictObject({
  /** Where the vendor answers, in front of `/v1/calls`. */
  baseUrl: baseUrlOption(defaultBaseUrl),
  token: secret(),
});

/** Reads Template's list of calls. */
export const provider = defineProvider({
  manifest,
  options,

  createMapper(_options, settings) {
    const zone = zoneOf(settings.timeZone);
    return (row, text) => {
      const parsed = parseRow(rowSchema, row);
      return parsed.ok ? toCall(parsed.value, text, zone) : parsed;
    };
  },

  connect(context) {
    const { baseUrl, token } = context.options;
    const client = createHttpClient(context, {
      baseUrl,
      requestsPerSecond: null,
      authorizer: createBearerAuthorizer(token),
      secrets: [token],
      maxResponseBytes,
    });

    function fetchPage(query: Record<string, string | number>, signal: AbortSignal) {
      return client.request({ path: callsPath, query, signal, read: readAnswer });
    }

    return {
      async check(signal) {
        const zone = zoneOf(context.settings.timeZone);
        const now = context.clock.now();
        const bounds = {
          from: formatBound(formatWallTime(zone.toWall(now - hourMs))),
          to: formatBound(formatWallTime(zone.toWall(now))),
        };
        const { total } = await fetchPage({ ...bounds, offset: 0, limit: 1 }, signal);
        return `Template answered; calls of the last hour: ${total}`;
      },

      read({ bounds, signal }) {
        const range = { from: formatBound(bounds.from.wall), to: formatBound(bounds.to.wall) };
        return readOffsetPages({
          pageSize: maxPageSize,
          signal,
          fetchPage: (offset, limit) => fetchPage({ ...range, offset, limit }, signal),
        });
      },
    };
  },
});

/** `YYYY-MM-DD HH:mm:ss`. */
function formatBound(wall: string): string {
  return wall.slice(0, 19).replace('T', ' ');
}
