import {
  ConfigError,
  type ConnectContext,
  createCalendar,
  type Page,
  type RequestBounds,
  type StatisticsStream,
  streamsOf,
  toInstant,
  zoneOf,
} from '@cdr/core';
import {
  type Authorizer,
  createBearerAuthorizer,
  createExtensionTest,
  createHttpClient,
  createTokenAuthorizer,
  defineProvider,
  parseRow,
  readOffsetPages,
} from '@cdr/provider-kit';
import { cdrPath, cdrSchema, maxPageSize } from './api.ts';
import { describeRefusal } from './describe-refusal.ts';
import { createLogin } from './log-in.ts';
import { manifest } from './manifest.ts';
import { options, type TelecomxOptions } from './options.ts';
import { placeToken } from './place-token.ts';
import { readCdrs } from './read-cdrs.ts';
import { createStatisticsReader } from './read-statistics.ts';
import { statsParameters } from './stats-parameters.ts';
import { toCall } from './to-call.ts';
import { toStatistics } from './to-statistics.ts';

const dayMs = 86_400_000;
/** Ten thousand records take some seven megabytes. */
const maxResponseBytes = 256 * 1024 * 1024;

/** Reads Telecom X's statistics and call records. */
export const telecomx = defineProvider<TelecomxOptions>({
  manifest,
  options,

  createMapper(_options, { timeZone, extensions }) {
    const isExtension = createExtensionTest(extensions);
    const rules = {
      timeZone: zoneOf(timeZone).id,
      isExtension,
      isOwn: extensions === null ? () => false : isExtension,
    };
    return (row) => {
      const parsed = parseRow(cdrSchema, row);
      return parsed.ok ? toCall(parsed.value, rules) : parsed;
    };
  },

  createStatisticsMapper(own, { timeZone }, { interval }) {
    const calendar = createCalendar(interval, zoneOf(timeZone));
    return {
      parameters: statsParameters(own),
      map: (row, _text, owned) => toStatistics(row, owned, calendar),
    };
  },

  connect(context) {
    const { baseUrl, customer, password, token } = context.options;
    const fetch = placeToken(context.fetch, context.options);
    const client = createHttpClient(
      { ...context, fetch },
      {
        baseUrl,
        requestsPerSecond: null,
        authorizer: createAuthorizer(context),
        secrets: [password ?? [], token ?? []].flat(),
        maxResponseBytes,
        describeFailure: describeRefusal,
      },
    );

    function fetchCdrs(query: PageQuery, signal: AbortSignal): Promise<Page> {
      const { offset, limit, from, to } = query;
      return client.request({
        path: cdrPath,
        query: { offset, limit, from: toInstant(from), to: toInstant(to), customer },
        signal,
        read: readCdrs,
      });
    }

    const readStatistics = createStatisticsReader({
      client,
      parameters: statsParameters(context.options),
      zone: zoneOf(context.settings.timeZone),
    });

    return {
      async check(signal) {
        const to = context.clock.now();
        const page = await fetchCdrs({ offset: 0, limit: 1, from: to - dayMs, to }, signal);
        const found = page.rows.length === 0 ? 'no call' : 'calls';
        return `Telecom X answered; it tells ${found} of the last 24 hours`;
      },

      read({ bounds, signal }) {
        return readOffsetPages({
          pageSize: maxPageSize,
          signal,
          fetchPage: (offset, limit) => fetchCdrs({ offset, limit, ...instantsOf(bounds) }, signal),
        });
      },

      readStatistics: ({ stream, owned, signal }) =>
        readStatistics({ interval: intervalOf(stream), owned, signal }),
    };
  },
});

function intervalOf(stream: string): StatisticsStream['interval'] {
  const found = streamsOf(manifest, 'statistics').find(({ id }) => id === stream);
  if (found !== undefined) return found.interval;
  throw new ConfigError({ what: `Telecom X has no statistics "${stream}"` });
}

type PageQuery = Record<'offset' | 'limit' | 'from' | 'to', number>;

function instantsOf({ from, to }: RequestBounds): Pick<PageQuery, 'from' | 'to'> {
  return { from: from.epochMs, to: to.epochMs };
}

function createAuthorizer(context: ConnectContext<TelecomxOptions>): Authorizer {
  const { token } = context.options;
  return token === undefined
    ? createTokenAuthorizer(createLogin(context))
    : createBearerAuthorizer(token);
}
