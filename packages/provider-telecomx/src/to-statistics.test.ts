import { readFileSync } from 'node:fs';
import { type StatisticsStream, statisticBreaches, streamsOf, type Window } from '@cdr/core';
import { parseRows } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import telecomx from './index.ts';

const sample = parseRows(
  readFileSync(new URL('./__fixtures__/documented-statistics.json', import.meta.url), 'utf8'),
);
const settings = {
  source: 'copenhagen',
  timeZone: 'Europe/Copenhagen',
  country: 'DK',
  extensions: null,
};

function mapperFor(interval: StatisticsStream['interval'], more: Record<string, unknown> = {}) {
  const stream = streamsOf(telecomx.manifest, 'statistics').find(
    (own) => own.interval === interval,
  );
  if (stream === undefined) throw new Error('no such stream');
  const options = telecomx.options.parse({ token: 't', ...more });
  const mapper = telecomx.createStatisticsMapper?.(options, settings, stream);
  if (mapper === undefined) throw new Error('no mapper');
  return mapper;
}

function windowOf(from: string, to: string): Window {
  return { from: Date.parse(from), to: Date.parse(to) };
}

const week49 = windowOf('2020-11-29T23:00:00Z', '2020-12-06T23:00:00Z');
const monday = windowOf('2020-11-29T23:00:00Z', '2020-11-30T23:00:00Z');
const december = windowOf('2020-11-30T23:00:00Z', '2020-12-31T23:00:00Z');

const cell = {
  outboundCalls: 80,
  outboundSeconds: 14276,
  outboundAnswered: 66,
  outboundUnanswered: 14,
  outboundFailed: 0,
  inboundCalls: 111,
  inboundSeconds: 27041,
  inboundAnswered: 102,
  inboundUnanswered: 9,
  inboundBusy: 0,
};
const row = {
  employeeId: '5450f1834b75ff21032563a1',
  employeeName: 'Bo Madsen',
  extensionId: '5bf2b81b462b727cd09b05cd',
  extensionNumber: '232',
};

function map(own: unknown, interval: StatisticsStream['interval'], owned: Window) {
  return mapperFor(interval).map(own, JSON.stringify(own), owned);
}

/** The only statistic that comes of a row with these intervals. */
function statisticOf(data: unknown, interval: StatisticsStream['interval'], owned: Window) {
  const [first, ...others] = map({ ...row, data }, interval, owned);
  expect(others).toEqual([]);
  if (first?.ok !== true) throw new Error(first?.reason);
  return first;
}

function reasonsOf(data: unknown, interval: StatisticsStream['interval'], owned: Window) {
  return map({ ...row, data }, interval, owned).map((own) => (own.ok ? null : own.reason));
}

describe("the documents' sample", () => {
  it('maps to the week that was asked for', () => {
    const [first] = sample.rows;
    const whole = { ...(first as object), data: { 49: { ...cell, inboundAnswered: 0 } } };
    expect(map(whole, 'week', week49)).toEqual([
      {
        ok: true,
        statistic: {
          agent: { id: '5450f1834b75ff21032563a1', name: 'Bo Madsen' },
          extension: { id: '5bf2b81b462b727cd09b05cd', number: '232' },
          interval: {
            unit: 'week',
            from: '2020-11-29T23:00:00.000Z',
            to: '2020-12-06T23:00:00.000Z',
            timeZone: 'Europe/Copenhagen',
          },
          values: { ...cell, inboundAnswered: 102 },
          derived: ['inboundAnswered'],
        },
        raw: JSON.stringify(whole),
      },
    ]);
  });

  it('contradicts itself nowhere, once its answered inbound calls are computed', () => {
    const cells = sample.rows.flatMap((own) =>
      Object.entries((own as { data: Record<string, unknown> }).data),
    );
    expect(cells).toHaveLength(9);
    for (const [name, own] of cells) {
      const { statistic } = statisticOf({ [name]: own }, 'week', week49);
      expect(statistic.derived).toEqual(['inboundAnswered']);
      expect(statistic.values.inboundAnswered).toBeGreaterThan(20);
      expect(statisticBreaches(statistic.values)).toEqual([]);
    }
  });
});

describe('a single interval', () => {
  it.each([
    ['week', '49', week49],
    ['week', '48', week49],
    ['day', '30', monday],
    ['day', '29', monday],
    ['month', '12', december],
    ['month', '11', december],
    ['month', 'December', december],
  ] as const)('of a %s is what was asked for, though it is called %s', (interval, name, owned) => {
    const { statistic, warnings } = statisticOf({ [name]: cell }, interval, owned);
    expect(Date.parse(statistic.interval.from)).toBe(owned.from);
    expect(Date.parse(statistic.interval.to)).toBe(owned.to);
    expect(statistic.values).toEqual(cell);
    expect(warnings).toBeUndefined();
  });

  it('is the sum of what the vendor divides it into, and says so', () => {
    const data = { 48: cell, 49: { ...cell, outboundCalls: 20, inboundCalls: null } };
    const { statistic, warnings, raw } = statisticOf(data, 'week', week49);
    expect(statistic.values).toMatchObject({
      outboundCalls: 100,
      outboundSeconds: 2 * 14276,
      inboundCalls: null,
      inboundSeconds: 2 * 27041,
    });
    expect(warnings).toEqual(['the vendor divides a week of Europe/Copenhagen']);
    expect(JSON.parse(raw)).toEqual({ ...row, data });
  });
});

describe('an answer of more than was asked for', () => {
  it.each([
    ['day', monday],
    ['week', week49],
    ['month', december],
  ] as const)('is rejected, not added up to a %s', (interval, owned) => {
    const data = Object.fromEntries(['1', '2', '3', '4'].map((name) => [name, cell]));
    expect(reasonsOf(data, interval, owned)).toEqual(['data: 4 intervals where one was asked for']);
  });
});

describe('hours', () => {
  const summer = windowOf('2024-07-01T22:00:00Z', '2024-07-02T22:00:00Z');
  const hoursOf = (names: readonly string[], owned: Window) =>
    map({ ...row, data: Object.fromEntries(names.map((name) => [name, cell])) }, 'hour', owned).map(
      (own) => (own.ok ? own.statistic.interval.from : own.reason),
    );

  it('are those of the day on the wall, whatever the order of their numbers', () => {
    expect(hoursOf(['0', '9', '23'], summer)).toEqual([
      '2024-07-01T22:00:00.000Z',
      '2024-07-02T07:00:00.000Z',
      '2024-07-02T21:00:00.000Z',
    ]);
    expect(hoursOf(['09'], summer)).toEqual(['2024-07-02T07:00:00.000Z']);
  });

  it('of the autumn night are told apart by the slice', () => {
    const first = windowOf('2024-10-26T22:00:00Z', '2024-10-27T01:00:00Z');
    const second = windowOf('2024-10-27T01:00:00Z', '2024-10-27T23:00:00Z');
    expect(hoursOf(['2'], first)).toEqual(['2024-10-27T00:00:00.000Z']);
    expect(hoursOf(['2', '3'], second)).toEqual([
      '2024-10-27T01:00:00.000Z',
      '2024-10-27T02:00:00.000Z',
    ]);
  });

  it('of the spring night lack one', () => {
    const spring = windowOf('2024-03-30T23:00:00Z', '2024-03-31T22:00:00Z');
    expect(hoursOf(['1', '3'], spring)).toEqual([
      '2024-03-31T00:00:00.000Z',
      '2024-03-31T01:00:00.000Z',
    ]);
    expect(hoursOf(['2'], spring)).toEqual(['data.2: no hour of the slice']);
  });

  it.each(['24', '-1', 'noon', '9:00'])(
    'called %s are rejected, and their neighbours land',
    (name) => {
      expect(new Set(hoursOf(['9', name], summer))).toEqual(
        new Set(['2024-07-02T07:00:00.000Z', `data.${name}: no hour of the slice`]),
      );
    },
  );
});

describe('answered inbound calls', () => {
  it.each([
    ['as told', { inboundCalls: 10, inboundUnanswered: 3, inboundAnswered: 7 }, 7, []],
    ['none', { inboundCalls: 3, inboundUnanswered: 3, inboundAnswered: 0 }, 0, []],
    [
      'a zero that is wrong',
      { inboundCalls: 10, inboundUnanswered: 3, inboundAnswered: 0 },
      7,
      ['inboundAnswered'],
    ],
    [
      'not told',
      { inboundCalls: 10, inboundUnanswered: 3, inboundAnswered: null },
      7,
      ['inboundAnswered'],
    ],
    [
      'as told, and contradicted',
      { inboundCalls: 10, inboundUnanswered: 3, inboundAnswered: 6 },
      6,
      [],
    ],
    ['as told, and absurd', { inboundCalls: 3, inboundUnanswered: 4, inboundAnswered: 0 }, 0, []],
    [
      'with nothing to go by',
      { inboundCalls: null, inboundUnanswered: 4, inboundAnswered: 0 },
      0,
      [],
    ],
  ])('%s', (_what, told, inboundAnswered, derived) => {
    const { statistic } = statisticOf({ 49: { ...cell, ...told } }, 'week', week49);
    expect(statistic.values.inboundAnswered).toBe(inboundAnswered);
    expect(statistic.derived).toEqual(derived);
  });
});

describe('a row', () => {
  it('without intervals says nothing', () => {
    expect(map({ ...row, data: {} }, 'week', week49)).toEqual([]);
  });

  it('may lack values, and names', () => {
    const [own] = map({ extensionId: 7, data: { 49: { inboundCalls: 1 } } }, 'week', week49);
    expect(own).toMatchObject({
      ok: true,
      statistic: {
        agent: { id: null, name: null },
        extension: { id: '7', number: null },
        values: { inboundCalls: 1, outboundCalls: null, inboundAnswered: null },
      },
    });
  });

  it.each([
    [{ ...row, data: null }, 'data'],
    [{ ...row, data: [] }, 'data'],
    [row, 'data'],
    [{ ...row, employeeId: '', extensionId: null, data: {} }, 'employeeId, extensionId'],
    [null, 'Invalid input'],
  ])('%j is rejected', (own, reason) => {
    expect(map(own, 'week', week49)).toMatchObject([
      { ok: false, reason: expect.stringContaining(reason) },
    ]);
  });

  it.each([
    [null, 'data.49'],
    [{ ...cell, outboundCalls: -1 }, 'data.49: outboundCalls'],
    [{ ...cell, outboundCalls: 1.5 }, 'data.49: outboundCalls'],
    [{ ...cell, outboundCalls: 'many' }, 'data.49: outboundCalls'],
  ])('has an interval rejected for %j', (own, reason) => {
    expect(reasonsOf({ 49: own }, 'week', week49)).toEqual([expect.stringContaining(reason)]);
  });
});

describe('parameters', () => {
  it('are what the vendor is asked besides the window', () => {
    expect(mapperFor('day').parameters).toEqual({});
    const asked = {
      customer: 'c1',
      employees: ['e2', 'e1', 'e2'],
      direction: 'IN',
      ignoreBelow: 10,
      ignoreLocal: true,
    };
    expect(mapperFor('day', asked).parameters).toEqual({ ...asked, employees: ['e1', 'e2'] });
  });
});
