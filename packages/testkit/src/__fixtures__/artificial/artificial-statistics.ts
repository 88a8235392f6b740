import {
  createCalendar,
  type EpochMs,
  type Manifest,
  type MappedStatistic,
  type Parameters,
  type Provider,
  type StatisticsRequest,
  type StatisticsStream,
  toInstant,
  unknownStatisticValues,
  zoneOf,
} from '@cdr/core';
import { z } from 'zod';
import { createArtificialManifest } from './artificial-manifest.ts';

/** One call that the artificial vendor sums up and never tells. */
export interface SummedCall {
  agent: string;
  at: EpochMs;
  answered: boolean;
}

/** What the vendor tells of one agent. */
export interface ArtificialSums {
  agent: string;
  data: { from: EpochMs; to: EpochMs; calls: unknown; answered: number; missed?: number }[];
}

/** How the vendor differs from a plain one, which tells days, names them within months and takes a day to settle. */
export type StatisticsTraits = Partial<
  Pick<StatisticsStream, 'interval' | 'window' | 'finality' | 'limits'>
>;

/** A vendor in memory that tells sums, and the provider that reads it. */
export interface ArtificialStatistics {
  provider: Provider;
  /** Change them as you like. */
  calls: SummedCall[];
  /** Every reading that was asked for. */
  readings: StatisticsRequest[];
  /** Stands between the vendor and the provider: gives other rows, throws. */
  answer: (rows: ArtificialSums[], request: StatisticsRequest) => unknown[] | Promise<unknown[]>;
}

const optionsSchema = z.strictObject({ direction: z.string().optional() });

const rowSchema = z.object({
  agent: z.string(),
  data: z.array(
    z.object({
      from: z.int(),
      to: z.int(),
      calls: z.unknown(),
      answered: z.int(),
      missed: z.int().optional(),
    }),
  ),
});

/** A vendor whose provider does as it should, so that nothing but the engine is tried. */
export function createArtificialStatistics(
  calls: readonly SummedCall[] = [],
  traits: StatisticsTraits = {},
): ArtificialStatistics {
  const stream: StatisticsStream = {
    id: 'statistics-day',
    default: true,
    kind: 'statistics',
    interval: 'day',
    window: { calendarUnit: 'month', retention: null },
    time: { request: 'utc' },
    finality: { settle: 'P1D', revisit: 'PT0S' },
    limits: { minPollInterval: 'PT0S', concurrency: 2, requestsPerSecond: null },
    values: ['inboundCalls', 'inboundAnswered', 'inboundUnanswered'],
    ...traits,
  };
  const plain = createArtificialManifest();
  const others = plain.streams.map((own) => ({ ...own, default: false }));
  const manifest: Manifest = { ...plain, streams: [...others, stream] };

  const vendor: ArtificialStatistics = {
    calls: [...calls],
    readings: [],
    answer: (rows) => rows,
    provider: {
      spec: 1,
      manifest,
      options: optionsSchema,
      createMapper: () => () => ({ ok: false, reason: 'there are no calls here' }),
      createStatisticsMapper: (options, settings) => ({
        parameters: parametersOf(options),
        map: (row) => mapSums(row, stream.interval, settings.timeZone),
      }),
      connect: ({ settings }) => ({
        check: () => Promise.resolve('Artificial answered'),
        async *read() {},
        async readStatistics(request) {
          vendor.readings.push(request);
          const rows = sumUp(vendor.calls, request, stream.interval, settings.timeZone);
          const answered = await vendor.answer(rows, request);
          return { rows: answered, texts: answered.map((row) => JSON.stringify(row)) };
        },
      }),
    },
  };
  return vendor;
}

function parametersOf(options: unknown): Parameters {
  const { direction } = optionsSchema.parse(options);
  return direction === undefined ? {} : { direction };
}

function sumUp(
  calls: readonly SummedCall[],
  { owned }: StatisticsRequest,
  unit: StatisticsStream['interval'],
  timeZone: string,
): ArtificialSums[] {
  const calendar = createCalendar(unit, zoneOf(timeZone));
  const sums = new Map<string, ArtificialSums>();
  for (const { agent, at, answered } of calls.toSorted((a, b) => a.at - b.at)) {
    if (at < owned.from || at >= owned.to) continue;
    const { from, to } = calendar.at(at);
    const own = sums.get(agent) ?? { agent, data: [] };
    sums.set(agent, own);
    let sum = own.data.find((known) => known.from === from);
    if (sum === undefined) {
      sum = { from, to, calls: 0, answered: 0 };
      own.data.push(sum);
    }
    sum.calls = Number(sum.calls) + 1;
    sum.answered += answered ? 1 : 0;
  }
  return [...sums.values()];
}

function mapSums(
  row: unknown,
  unit: StatisticsStream['interval'],
  timeZone: string,
): MappedStatistic[] {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) return [{ ok: false, reason: 'not a row of sums' }];
  const { agent, data } = parsed.data;
  return data.map((sum) => {
    const { from, to, calls, answered, missed } = sum;
    if (typeof calls !== 'number') return { ok: false, reason: 'calls: no number' };
    return {
      ok: true,
      raw: JSON.stringify({ agent, data: [sum] }),
      statistic: {
        agent: { id: agent, name: agent.toUpperCase() },
        extension: { id: null, number: '101' },
        interval: { unit, from: toInstant(from), to: toInstant(to), timeZone },
        values: {
          ...unknownStatisticValues,
          inboundCalls: calls,
          inboundAnswered: answered,
          inboundUnanswered: missed ?? calls - answered,
        },
        derived: [],
      },
    };
  });
}
