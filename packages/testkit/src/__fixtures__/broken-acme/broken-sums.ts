import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createCalendar,
  formatWallTime,
  type RowList,
  type StatisticFields,
  type StatisticsRequest,
  toEpochMs,
  zoneOf,
} from '@cdr/core';
import {
  type Acme,
  inZone,
  there,
  withFetch,
  withSumStreams,
  withSums,
  withSumsMapping,
} from './alter-acme.ts';
import { leakingErrors } from './broken-manners.ts';
import { rememberAnswers } from './broken-memory.ts';

const minuteMs = 60_000;
const stockholm = zoneOf('Europe/Stockholm');

/** Acme providers that read, map and name sums in a wrong way. */
export const brokenSums: Record<string, () => Acme> = {
  'lets its bounds overlap': () =>
    withSums(
      (read) =>
        ({ owned, ...request }) =>
          read({ ...request, owned: { ...owned, to: owned.to + minuteMs } }),
    ),
  'swaps its bounds': () =>
    withSums(
      (read) =>
        ({ owned, ...request }) =>
          read({ ...request, owned: { from: owned.to, to: owned.from } }),
    ),
  'leaves out the last interval of a slice': () =>
    withSums((read) => (request) => {
      const unit = request.stream === 'sums-hour' ? 'hour' : 'day';
      const { from } = createCalendar(unit, stockholm).at(request.owned.to - 1);
      return read({ ...request, owned: { ...request.owned, to: from } });
    }),
  'leaves out slices that go on': () =>
    withSums(
      (read, { clock }) =>
        (request) =>
          request.owned.to > clock.now() ? Promise.resolve({ rows: [], texts: [] }) : read(request),
    ),
  'mixes up slices of sums that it reads at once': () =>
    withSums((read) => {
      let current: StatisticsRequest['owned'];
      return async (request) => {
        current = request.owned;
        await nextTurn();
        return read({ ...request, owned: current });
      };
    }),
  'takes a part of a month for the whole': () => {
    const known = new WeakMap<object, Map<string, RowList>>();
    return withSums((read, { fetch }) => async (request) => {
      const months = known.get(fetch) ?? new Map<string, RowList>();
      const month = `${request.stream} ${new Date(request.owned.to - 1).toISOString().slice(0, 7)}`;
      const answer = months.get(month) ?? (await read(request));
      known.set(fetch, months.set(month, answer));
      return answer;
    });
  },
  'adds what it reads to what it has read': () => {
    const known = new WeakMap<object, Map<string, RowList>>();
    return withSums((read, { fetch }) => async (request) => {
      const answers = known.get(fetch) ?? new Map<string, RowList>();
      const slice = `${request.stream} ${request.owned.from}`;
      const answer = addRows(answers.get(slice), await read(request));
      known.set(fetch, answers.set(slice, answer));
      return answer;
    });
  },
  'remembers sums': rememberAnswers,
  'takes names of a month for those of a year': () =>
    withSumStreams((stream) => ({
      ...stream,
      window: { ...stream.window, calendarUnit: 'year' },
    })),
  'takes the month from the end of a slice': () =>
    withSumsMapping((mapper) => ({
      ...mapper,
      map: (row, text, { to }) => mapper.map(row, text, createCalendar('month', stockholm).at(to)),
    })),
  'takes the days of UTC': () => inZone('UTC'),
  'takes the lines of an agent for one': () =>
    withSumsMapping((mapper) => ({
      ...mapper,
      map: (row, text, owned) => mapper.map({ ...Object(row), line: '1' }, text, owned),
    })),
  'takes attempts for answered calls, by day': () =>
    withSumsMapping((mapper, { interval }) => ({
      ...mapper,
      map: (row, text, owned) =>
        mapper.map(row, text, owned).map((mapped) => {
          if (!mapped.ok || interval === 'hour') return mapped;
          const { values, ...statistic } = mapped.statistic;
          const wrong = { ...values, outboundAnswered: values.outboundCalls };
          return { ...mapped, statistic: { ...statistic, values: wrong } };
        }),
    })),
  'swallows errors as empty sums': () =>
    withFetch((fetch) => async (request) => {
      const response = await fetch(request);
      return response.ok ? response : Response.json({ sums: [] });
    }),
  'drops sums that it does not know': () =>
    withSums((read) => async (request) => {
      const { rows, texts } = await read(request);
      const kept = [...rows.keys()].filter((at) => Object(rows[at]).by !== undefined);
      return { rows: kept.map((at) => rows[at]), texts: kept.map((at) => texts[at] ?? '') };
    }),
  'throws on bad sums': () =>
    withSumsMapping((mapper) => ({
      ...mapper,
      map: (row, text, owned) => {
        const bad = mapper.map(row, text, owned).find(({ ok }) => !ok);
        if (bad?.ok === false) throw new TypeError(bad.reason);
        return mapper.map(row, text, owned);
      },
    })),
  'leaks its token into errors of sums': () =>
    withSums(
      (read, { options }) =>
        (request) =>
          read(request).catch(leakingErrors(options)),
    ),
  'does not listen to its signal while it reads sums': () =>
    withSums((read) => (request) => read({ ...request, signal: new AbortController().signal })),
  'calls agents by the time of the reading': () =>
    withSums((read, { clock }) => async (request) => {
      const { rows } = await read(request);
      const named = rows.map((row) => ({ ...Object(row), name: `as of ${clock.now()}` }));
      return { rows: named, texts: named.map((row) => JSON.stringify(row)) };
    }),
  'knows no leap day in sums': () =>
    withSumsMapping((mapper) => ({
      ...mapper,
      map: (row, text, owned) =>
        mapper
          .map(row, text, owned)
          .filter((mapped) => !mapped.ok || !isLeapDay(mapped.statistic.interval)),
    })),
  'tells fractions of seconds in sums': () =>
    withSumsMapping((mapper) => ({
      ...mapper,
      map: (row, text, owned) =>
        mapper.map(row, text, owned).map((mapped) => {
          if (!mapped.ok) return mapped;
          const { values, ...statistic } = mapped.statistic;
          return {
            ...mapped,
            statistic: { ...statistic, values: { ...values, inboundSeconds: 0.25 } },
          };
        }),
    })),
  'maps sums by what their texts do not tell': () => {
    const acme = withSums((read) => async (request) => {
      const { rows, texts } = await read(request);
      return { rows: rows.map((row) => ({ ...Object(row), queue: 'main' })), texts };
    });
    return {
      ...acme,
      createStatisticsMapper(options, settings, stream) {
        const mapper = there(acme.createStatisticsMapper?.(options, settings, stream));
        return {
          ...mapper,
          map: (row, text, owned) =>
            Object(row).queue === 'main'
              ? mapper.map(row, text, owned)
              : [{ ok: false, reason: 'queue: none' }],
        };
      },
    };
  },
  'claims a value that it has not': () =>
    withSumStreams((stream) => ({ ...stream, values: [...stream.values, 'inboundBusy'] })),
};

/** Adds up the rows of the same agent and line, name by name of what they tell. */
function addRows(earlier: RowList | undefined, later: RowList): RowList {
  if (earlier === undefined) return later;
  const rows = later.rows.map((row) => {
    const { agent, line, by } = Object(row);
    const own = Object(
      earlier.rows.find((it) => Object(it).agent === agent && Object(it).line === line),
    );
    return { ...Object(row), by: addNumbers(Object(own.by), by) };
  });
  return { rows, texts: rows.map((row) => JSON.stringify(row)) };
}

function addNumbers(a: object, b: object): object {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const sum = (name: string): unknown => {
    const [one, other]: unknown[] = [Object(a)[name], Object(b)[name]];
    if (typeof one === 'object' || typeof other === 'object') {
      return addNumbers(Object(one), Object(other));
    }
    return Number(one ?? 0) + Number(other ?? 0);
  };
  return Object.fromEntries([...names].map((name) => [name, sum(name)]));
}

/** Whether the day, or an hour of it, is the 29th of February. */
function isLeapDay({ from }: StatisticFields['interval']): boolean {
  return formatWallTime(stockholm.toWall(toEpochMs(from))).slice(5, 10) === '02-29';
}
