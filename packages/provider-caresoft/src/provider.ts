import {
  type EpochMs,
  formatWallTime,
  type Page,
  type RequestBound,
  type Window,
  zoneOf,
} from '@cdr/core';
import {
  baseUrlOption,
  createBearerAuthorizer,
  createHttpClient,
  defineProvider,
  parseRow,
  secret,
} from '@cdr/provider-kit';
import { z } from 'zod';
import { callRowSchema, callsPath, defaultBaseUrl, ivrCallType, maxPageSize } from './api.ts';
import { createClockProof } from './clock-proof.ts';
import { manifest, requestsPerSecond } from './manifest.ts';
import { createListReader } from './page-numbers.ts';
import { type CallPage, describeRefusal, readAnswer, readWait } from './read-answer.ts';
import { refuseForeignRows } from './refuse-foreign-rows.ts';
import { toCall } from './to-call.ts';

const dayMs = 86_400_000;
/** Five hundred rows take some three hundred kilobytes. */
const maxResponseBytes = 64 * 1024 * 1024;

/** What config says under `options` of a CareSoft source. */
const options = z.strictObject({
  /** Where the vendor answers, in front of the domain; `https://api2.caresoft.vn` answers as well. */
  baseUrl: baseUrlOption(defaultBaseUrl),
  /** The account's name at CareSoft. */
  domain: z.string().min(1).meta({ decides: [] }),
  /** The account's API token. */
  token: secret(),
  /**
   * What the `Z` behind the times of a request means to the vendor: nothing, so that wall times of the
   * source's zone are sent with it (`wall`, as integrators do), or UTC, as the documents' form has it.
   * Answers tell wall times either way.
   */
  zReading: z.enum(['wall', 'utc']).default('wall'),
});

/** Reads CareSoft's call list. */
export const caresoft = defineProvider({
  manifest,
  options,

  createMapper(_options, settings) {
    const zone = zoneOf(settings.timeZone);
    return (row, text) => {
      const parsed = parseRow(callRowSchema, row);
      return parsed.ok ? toCall(parsed.value, text, zone) : parsed;
    };
  },

  connect(context) {
    const { baseUrl, domain, token, zReading } = context.options;
    const zone = zoneOf(context.settings.timeZone);
    const readList = createListReader(maxPageSize);
    const proveClock = createClockProof(zone);
    const client = createHttpClient(context, {
      baseUrl,
      requestsPerSecond,
      authorizer: createBearerAuthorizer(token),
      secrets: [token],
      maxResponseBytes,
      rateLimitWaits: { firstMs: 1000, longestMs: 60_000 },
      readWait,
      describeFailure: describeRefusal,
    });

    function fetchPage(query: CallListQuery, signal: AbortSignal): Promise<CallPage> {
      return client.request({
        path: `/${encodeURIComponent(domain)}${callsPath}`,
        query,
        signal,
        read: readAnswer,
      });
    }

    function formatBound({ epochMs, wall }: RequestBound): string {
      const written = zReading === 'utc' ? formatWallTime(epochMs) : wall;
      return `${written.slice(0, 19)}Z`;
    }

    function boundAt(epochMs: EpochMs): string {
      return formatBound({ epochMs, wall: formatWallTime(zone.toWall(epochMs)) });
    }

    function boundsOf({ from, to }: Window): Record<BoundName, string> {
      return { start_time_since: boundAt(from), start_time_to: boundAt(to) };
    }

    return {
      async check(signal) {
        const now = context.clock.now();
        const window = boundsOf({ from: now - dayMs, to: now });
        const { total } = await fetchPage({ ...window, page: 1, count: 1 }, signal);
        return `CareSoft answered; calls of the last 24 hours: ${total}`;
      },

      async *read({ bounds, signal }) {
        const asked = { from: bounds.from.epochMs, to: bounds.to.epochMs };
        const window = {
          start_time_since: formatBound(bounds.from),
          start_time_to: formatBound(bounds.to),
          order_by: 'start_time',
          order_type: 'asc',
        };
        // What is lost in the IVR is told by a list of its own alone.
        for (const [list, type] of Object.entries({ calls: {}, ivr: { call_type: ivrCallType } })) {
          const ask = (page: number, count: number) =>
            fetchPage({ ...window, ...type, page, count }, signal);
          for await (const page of readList(ask, signal)) {
            refuseForeignRows(page, asked, zone);
            await proveClock(page, (own) =>
              fetchPage({ ...boundsOf(own), ...type, page: 1, count: maxPageSize }, signal),
            );
            yield { ...page, list } satisfies Page;
          }
        }
      },

      openRecording: ({ recording: { url, downloadUrl }, partial, signal }) => {
        const address = downloadUrl ?? url;
        return address === null
          ? Promise.resolve(null)
          : client.download({ url: address, partial, signal });
      },
    };
  },
});

type BoundName = 'start_time_since' | 'start_time_to';

/** One family of bounds, and both of them always: the vendor makes up for any that is missing. */
type CallListQuery = Record<BoundName, string> &
  Record<'page' | 'count', number> &
  Partial<Record<'call_type' | 'order_by' | 'order_type', string>>;
