import { formatWallTime, type Page, zoneOf } from '@cdr/core';
import {
  baseUrlOption,
  createBasicAuthorizer,
  createHttpClient,
  defineProvider,
  parseRow,
  readOffsetPages,
  secret,
} from '@cdr/provider-kit';
import { z } from 'zod';
import { connectionSchema, connectionsPath, maxPageSize } from './api.ts';
import { manifest } from './manifest.ts';
import { describeRefusal, readAnswer } from './read-answer.ts';
import { recordingAddresses } from './recording-addresses.ts';
import { toCall } from './to-call.ts';

const dayMs = 86_400_000;
/** A hundred rows take some sixty kilobytes. */
const maxResponseBytes = 32 * 1024 * 1024;

/** What config says under `options` of a Thulium source. */
const options = z.strictObject({
  /** The account's own address, `https://NAME.thulium.com`. */
  baseUrl: baseUrlOption(),
  /** Name of an API user; these are other accounts than those of agents. */
  username: z.string().min(1).meta({ decides: [] }),
  /** Password of the API user. */
  password: secret(),
});

/** Reads Thulium's list of connections. */
export const thulium = defineProvider({
  manifest,
  options,

  createMapper(_options, settings) {
    const zone = zoneOf(settings.timeZone);
    return (row, text) => {
      const parsed = parseRow(connectionSchema, row);
      return parsed.ok ? toCall(parsed.value, text, zone) : parsed;
    };
  },

  connect(context) {
    const { baseUrl, username, password } = context.options;
    const client = createHttpClient(context, {
      baseUrl,
      requestsPerSecond: null,
      authorizer: createBasicAuthorizer(username, password),
      secrets: [password],
      maxResponseBytes,
      describeFailure: describeRefusal,
    });

    function fetchPage(query: PageQuery, signal: AbortSignal): Promise<Page> {
      return client.request({
        path: connectionsPath,
        query: { ...query, include_tags: 'true', include_topics: 'true' },
        signal,
        read: readAnswer,
      });
    }

    return {
      async check(signal) {
        const zone = zoneOf(context.settings.timeZone);
        const now = context.clock.now();
        const bounds = {
          date_from: formatMinute(formatWallTime(zone.toWall(now - dayMs))),
          date_to: formatMinute(formatWallTime(zone.toWall(now))),
        };
        const { total } = await fetchPage({ limit: 1, offset: 0, ...bounds }, signal);
        return `Thulium answered; connections of the last 24 hours: ${total}`;
      },

      read({ bounds, signal }) {
        const dates = {
          date_from: formatMinute(bounds.from.wall),
          date_to: formatMinute(bounds.to.wall),
        };
        return readOffsetPages({
          pageSize: maxPageSize,
          signal,
          fetchPage: (offset, limit) => fetchPage({ limit, offset, ...dates }, signal),
        });
      },

      async openRecording({ recording: { ref }, partial, signal }) {
        for (const address of ref === null ? [] : recordingAddresses(ref)) {
          const opened = await client.download({ ...address, partial, signal });
          if (opened !== null) return opened;
        }
        return null;
      },
    };
  },
});

type PageQuery = Record<'limit' | 'offset', number> & Record<'date_from' | 'date_to', string>;

/** `YYYY-MM-DD HH:mm`: always with the time, since a mere date has two readings as an upper bound. */
function formatMinute(wall: string): string {
  return wall.slice(0, 16).replace('T', ' ');
}
