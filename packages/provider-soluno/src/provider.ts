import { type ConnectContext, formatWallTime, type Page, zoneOf } from '@cdr/core';
import {
  type Authorizer,
  createBearerAuthorizer,
  createExtensionTest,
  createHttpClient,
  createTokenAuthorizer,
  defineProvider,
  parseRow,
  parseRows,
} from '@cdr/provider-kit';
import { historyPath, historyRowSchema } from './api.ts';
import { manifest } from './manifest.ts';
import { options, type SolunoOptions } from './options.ts';
import { createTokenReader } from './read-token.ts';
import { toCall } from './to-call.ts';

const minuteMs = 60_000;
/** What a process can hold and parse at once; the vendor sets no limit of its own. */
const maxResponseBytes = 256 * 1024 * 1024;

/** Reads Soluno's call history. */
export const soluno = defineProvider<SolunoOptions>({
  manifest,
  options,

  createMapper(_options, { timeZone, extensions }) {
    const rules = { timeZone: zoneOf(timeZone).id, isExtension: createExtensionTest(extensions) };
    return (row) => {
      const parsed = parseRow(historyRowSchema, row);
      return parsed.ok ? toCall(parsed.value, rules) : parsed;
    };
  },

  connect(context) {
    const { baseUrl, password, token } = context.options;
    const client = createHttpClient(context, {
      baseUrl,
      requestsPerSecond: null,
      authorizer: createAuthorizer(context),
      secrets: [password ?? [], token ?? []].flat(),
      maxResponseBytes,
    });

    /** Bounds are `YYYY-MM-DDTHH:mm…` on the wall. */
    function fetchHistory(from: string, to: string, signal: AbortSignal): Promise<Page> {
      return client.request({
        path: historyPath,
        query: { from: formatMinute(from), to: formatMinute(to) },
        signal,
        read(text) {
          const { rows, texts } = parseRows(text);
          return { rows, texts, total: null };
        },
      });
    }

    return {
      async check(signal) {
        const wall = zoneOf(context.settings.timeZone).toWall(context.clock.now());
        const [from, to] = [formatWallTime(wall - 5 * minuteMs), formatWallTime(wall)];
        const { rows } = await fetchHistory(from, to, signal);
        return `Soluno answered; calls of the last five minutes: ${rows.length}`;
      },

      async *read({ bounds, signal }) {
        yield await fetchHistory(bounds.from.wall, bounds.to.wall, signal);
      },
    };
  },
});

function createAuthorizer(context: ConnectContext<SolunoOptions>): Authorizer {
  const { token } = context.options;
  return token === undefined
    ? createTokenAuthorizer(createTokenReader(context))
    : createBearerAuthorizer(token);
}

function formatMinute(wall: string): string {
  return wall.slice(0, 16).replace('T', ' ');
}
