import { formatWallTime, isTimeZone, type Page, zoneOf } from '@cdr/core';
import {
  baseUrlOption,
  createBearerAuthorizer,
  createHttpClient,
  defineProvider,
  parseRow,
  readNumberedPages,
  secret,
} from '@cdr/provider-kit';
import { z } from 'zod';
import {
  requestsPerSecond as defaultRequestsPerSecond,
  eventSchema,
  historyPath,
  noteRowSchema,
  notesPath,
} from './api.ts';
import { manifest } from './manifest.ts';
import { describeRefusal, isRateLimit, readAnswer } from './read-answer.ts';
import { readNotes } from './read-notes.ts';
import { toCall } from './to-call.ts';
import { toNote } from './to-note.ts';

const dayMs = 86_400_000;
/** A thousand rows take some seven hundred kilobytes. */
const maxResponseBytes = 64 * 1024 * 1024;

/** What config says under `options` of a CCRM source. */
const options = z.strictObject({
  /** The account's own address, `https://NAME.ccrm.pl`. */
  baseUrl: baseUrlOption(),
  /** The API key. */
  token: secret(),
  /** The vendor names no limit but refuses those who pass it. Default 5. */
  requestsPerSecond: z
    .number()
    .positive()
    .max(1000)
    .meta({ decides: [] })
    .default(defaultRequestsPerSecond),
  /** The zone of the times of notes, which is not that of the history. Default UTC. */
  notesTimeZone: z
    .string()
    .refine(isTimeZone, { message: 'expected a name of the IANA database' })
    .meta({ decides: ['notes'] })
    .default('UTC'),
});

/** Reads CCRM's contact history, and the notes to its events. */
export const ccrm = defineProvider({
  manifest,
  options,

  createMapper(_options, settings) {
    const zone = zoneOf(settings.timeZone);
    return (row, text) => {
      const parsed = parseRow(eventSchema, row);
      return parsed.ok ? toCall(parsed.value, text, zone) : parsed;
    };
  },

  createNoteMapper({ notesTimeZone }) {
    const zone = zoneOf(notesTimeZone);
    return (row) => {
      const parsed = parseRow(noteRowSchema, row);
      return parsed.ok ? toNote(parsed.value, zone) : parsed;
    };
  },

  connect(context) {
    const { baseUrl, token, requestsPerSecond } = context.options;
    const client = createHttpClient(context, {
      baseUrl,
      requestsPerSecond,
      authorizer: createBearerAuthorizer(token),
      secrets: [token],
      maxResponseBytes,
      rateLimitWaits: { firstMs: 1000, longestMs: 60_000 },
      isRateLimit,
      describeFailure: describeRefusal,
    });

    function fetchEvents(query: HistoryQuery, signal: AbortSignal): Promise<Page> {
      return client.request({ path: historyPath, query, signal, read: readAnswer });
    }

    return {
      async check(signal) {
        const zone = zoneOf(context.settings.timeZone);
        const now = context.clock.now();
        const dates = {
          dateFrom: formatSecond(formatWallTime(zone.toWall(now - dayMs))),
          dateTo: formatSecond(formatWallTime(zone.toWall(now))),
        };
        const { total } = await fetchEvents({ ...dates, page: 1 }, signal);
        return `CCRM answered; calls, messages and faxes of the last 24 hours: ${total}`;
      },

      read({ bounds, signal }) {
        const dates = {
          dateFrom: formatSecond(bounds.from.wall),
          dateTo: formatSecond(bounds.to.wall),
        };
        return readNumberedPages({
          signal,
          fetchPage: (page) => fetchEvents({ ...dates, page }, signal),
        });
      },

      readNotes({ call, signal }) {
        return client.request({
          path: notesPath,
          query: { callHistory: call.vendorId },
          signal,
          read: (text) => readNotes(text, call.vendorId),
        });
      },
    };
  },
});

/** Both dates go with every page: the documents' example of a page leaves them out. */
type HistoryQuery = { dateFrom: string; dateTo: string; page: number };

/** `YYYY-MM-DD HH:mm:ss` */
function formatSecond(wall: string): string {
  return wall.slice(0, 19).replace('T', ' ');
}
