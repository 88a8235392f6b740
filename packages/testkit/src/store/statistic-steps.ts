import {
  type StatisticFields,
  type StatisticQuery,
  type StatisticReading,
  type StatisticValues,
  statisticValueNames,
  statisticValuesSchema,
  toInstant,
} from '@cdr/core';
import fc, { type Arbitrary } from 'fast-check';
import { trickyNames } from './call-arbitrary.ts';
import { minute } from './sample-readings.ts';
import { statisticReading, toStatisticRow } from './sample-statistics.ts';

/** What is done to the statistics of a store. */
export type StatisticStep =
  | { kind: 'commit-statistics'; reading: StatisticReading }
  | { kind: 'list-statistics'; query: StatisticQuery };

const minutes = 24;
const source = fc.constantFrom('alpha', 'betä');
const stream = fc.constantFrom('statistics-hour', 'statistics-day');
const units = ['hour', 'day', 'week', 'month'] as const;
const parameters = fc.constantFrom({}, { direction: 'IN' }, { ignoreBelow: 5, direction: 'IN' });
const idEnding = fc.constantFrom('1', '10', '2', 'ä', '\uE000', '\uFFFD', '😀', '𝕏');
const text = fc.option(fc.constantFrom(...trickyNames));
const id = fc.option(fc.constantFrom('1', '7', '101', 'é', ''));

const values: Arbitrary<StatisticValues> = fc
  .tuple(...statisticValueNames.map(() => fc.option(fc.oneof(fc.nat(3), fc.maxSafeNat()))))
  .map((counts) =>
    statisticValuesSchema.parse(
      Object.fromEntries(statisticValueNames.map((name, index) => [name, counts[index]])),
    ),
  );

const content: Arbitrary<Omit<StatisticFields, 'interval'>> = fc.record({
  agent: fc.record({ id, name: text }),
  extension: fc.record({ id, number: id }),
  values,
  derived: fc.subarray([...statisticValueNames]),
});

const row = fc.record({
  idEnding,
  at: fc.nat(100),
  unit: fc.constantFrom(...units),
  content,
  raw: fc.option(fc.constantFrom('{"data":{}}', 'no JSON', '"ü"')),
});

const commit: Arbitrary<StatisticStep> = fc
  .record({
    source,
    stream,
    parameters,
    from: fc.nat(minutes - 1),
    length: fc.integer({ min: 1, max: 8 }),
    rows: fc.uniqueArray(row, { maxLength: 6, selector: (own) => own.idEnding }),
    isProven: fc.boolean(),
    state: fc.constantFrom('sealed' as const, 'provisional' as const),
    missing: fc.constantFrom('keep' as const, 'confirm' as const, 'remove' as const),
    rejected: fc.array(
      fc.record({ raw: fc.constantFrom('{}', '[]'), reason: fc.constantFrom('no data', 'odd') }),
      { maxLength: 2 },
    ),
  })
  .map(({ from, length, rows, isProven, state, ...rest }) => {
    const basis = JSON.stringify(rest.parameters);
    const committed = rows.map((own) => {
      const at = minute(from + (own.at % length));
      const interval = {
        unit: own.unit,
        from: toInstant(at),
        to: toInstant(at + 60_000),
        timeZone: 'Europe/Copenhagen',
      };
      // The beginning and the parameters are a part of what names a statistic.
      const name = `${rest.source}:${rest.stream} ${own.idEnding} ${at} ${basis}`;
      return toStatisticRow(name, { ...own.content, interval }, own.raw);
    });
    const proof = { state, readAt: minute(2000), vendorRows: null };
    const more = { ...rest, basis, proof: isProven ? proof : null };
    return {
      kind: 'commit-statistics',
      reading: statisticReading([from, from + length], committed, more),
    };
  });

const query: Arbitrary<StatisticQuery> = fc.record(
  {
    filter: fc.record(
      {
        source: fc.subarray(['alpha', 'betä']),
        stream: fc.subarray(['statistics-hour', 'statistics-day']),
        unit: fc.subarray([...units]),
        from: fc.nat(minutes).map(minute),
        to: fc.nat(minutes).map(minute),
        agent: fc.array(fc.constantFrom(...trickyNames, '1', '7'), { maxLength: 2 }),
        extension: fc.array(fc.constantFrom('101', 'é', ''), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    raw: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** One thing that is done to statistics. */
export const statisticStep: Arbitrary<StatisticStep> = fc.oneof(
  { weight: 3, arbitrary: commit },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('list-statistics' as const), query }) },
);
