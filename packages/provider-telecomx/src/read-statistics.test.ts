import { type Call, type Connection, toInstant, type Window } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { callAt, outside } from './__fixtures__/calls.ts';
import { connect } from './__fixtures__/connect.ts';
import { statsFields } from './api.ts';
import { createVendorApi, type TelecomxApiOptions } from './vendor-api.ts';

const now = () => Date.UTC(2025, 0, 1);
const { signal } = new AbortController();
const asta = { id: 'e1', name: 'Asta', login: null, extension: '232' };

function inbound(startedAt: string): Call {
  return callAt(startedAt, {
    direction: 'inbound',
    disposition: 'answered',
    from: outside('+4526000000'),
    agents: [asta],
  });
}

function open(
  calls: readonly Call[],
  readings: Partial<TelecomxApiOptions> = {},
  options: Record<string, unknown> = {},
) {
  const vendor = createVendorApi(createArraySource(calls), { now, ...readings });
  return connect(vendor, { token: 'machine-token', ...options });
}

function read(connection: Connection, stream: string, owned: Window) {
  const answer = connection.readStatistics?.({ stream, owned, signal });
  if (answer === undefined) throw new Error('it reads no statistics');
  return answer;
}

const day: Window = { from: Date.parse('2024-05-01T22:00Z'), to: Date.parse('2024-05-02T22:00Z') };

describe('the request', () => {
  it.each([
    ['statistics-hour', 'HOUR'],
    ['statistics-day', 'DAY'],
    ['statistics-week', 'WEEK'],
    ['statistics-month', 'MONTH'],
  ])('of %s says everything, by exact bounds', async (stream, groupingInterval) => {
    const { connection, requests } = open([]);
    await read(connection, stream, day);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.method).toBe('POST');
    expect(requests[0]?.url).toBe('http://vendor.test/copenhagen/pbx/cdrstats');
    expect(requests[0]?.headers.get('content-type')).toBe('application/json');
    expect(await requests[0]?.json()).toEqual({
      from: '2024-05-01T22:00:00.000Z',
      to: '2024-05-02T21:59:59.999Z',
      groupingInterval,
      fields: [...statsFields],
      format: 'JSON',
    });
  });

  it('has what options ask for besides, and never employee', async () => {
    const customer = '5450f1834b75ff2103250001';
    const asked = {
      customer,
      employees: ['e2', 'e1'],
      direction: 'OUT',
      ignoreBelow: 5,
      ignoreLocal: true,
    };
    const { connection, requests } = open([], {}, asked);
    await read(connection, 'statistics-day', day);
    const body = await requests[0]?.json();
    expect(body).toMatchObject({ ...asked, employees: ['e1', 'e2'] });
    expect(body).not.toHaveProperty('employee');
  });

  it('is for a stream that there is', async () => {
    const { connection } = open([]);
    expect(() => read(connection, 'statistics-year', day)).toThrow('statistics-year');
  });
});

describe('the answer', () => {
  it('is every row, each with its text', async () => {
    const { connection } = open([inbound('2024-05-02T08:00:00Z')]);
    const { rows, texts } = await read(connection, 'statistics-day', day);
    expect(rows).toHaveLength(1);
    expect(texts.map((text) => JSON.parse(text))).toEqual(rows);
  });

  it.each([
    ['2024-05-01T21:59:59.999Z', 0],
    ['2024-05-01T22:00:00.000Z', 1],
    ['2024-05-02T21:59:59.998Z', 1],
    ['2024-05-02T22:00:00.000Z', 0],
  ])(
    'has a call of %s %d times, whether or not the last instant counts',
    async (startedAt, count) => {
      for (const to of ['inclusive', 'exclusive'] as const) {
        const { connection } = open([inbound(startedAt)], { to });
        expect((await read(connection, 'statistics-day', day)).rows).toHaveLength(count);
      }
    },
  );

  it.each([
    ['an object', '{"error":"busy"}'],
    ['a web page', '<html>'],
    ['nothing', ''],
  ])('that is %s is asked for again', async (_what, body) => {
    const vendor = createVendorApi(createArraySource([inbound('2024-05-02T08:00:00Z')]), { now });
    let turn = 0;
    const { connection } = connect(
      async (request) => {
        turn += 1;
        return turn === 1 ? new Response(body) : vendor(request);
      },
      { token: 'machine-token' },
    );
    expect((await read(connection, 'statistics-day', day)).rows).toHaveLength(1);
  });

  it('may be a refusal', async () => {
    const { connection } = open([], { accessLevel: 'PERSONAL' });
    const failure = await read(connection, 'statistics-day', day).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'auth' });
    expect(String(failure)).toContain('access level VIEWER');
  });
});

describe("the vendor's clock", () => {
  const night: Window = {
    from: Date.parse('2024-10-26T22:00Z'),
    to: Date.parse('2024-10-27T01:00Z'),
  };
  const calls = [8, 9, 10].map((hour) => inbound(toInstant(day.from + hour * 3_600_000)));

  it('is checked by one hour, once', async () => {
    const { connection, requests } = open(calls);
    await read(connection, 'statistics-hour', day);
    expect(await requests[1]?.json()).toMatchObject({
      from: '2024-05-02T06:00:00.000Z',
      to: '2024-05-02T06:59:59.999Z',
      groupingInterval: 'HOUR',
    });
    await read(connection, 'statistics-hour', day);
    expect(requests).toHaveLength(3);
  });

  it('is checked when there is an hour to check it by, that comes once', async () => {
    const { connection, requests } = open([...calls, inbound('2024-10-27T00:30:00Z')]);
    await read(connection, 'statistics-hour', night);
    await read(connection, 'statistics-hour', { from: day.to, to: day.to + 3_600_000 });
    expect(requests).toHaveLength(2);
    await read(connection, 'statistics-hour', day);
    expect(requests).toHaveLength(4);
  });

  it('is not known from a single hour, which comes back as it came', async () => {
    const { connection } = open(calls, { timeZone: 'UTC' });
    const alone = { from: day.from + 8 * 3_600_000, to: day.from + 9 * 3_600_000 };
    expect((await read(connection, 'statistics-hour', alone)).rows).toHaveLength(1);
    const failure = await read(connection, 'statistics-hour', day).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'config' });
  });

  it('is checked again where the zone has another offset', async () => {
    const winter = { from: Date.parse('2025-01-06T23:00Z'), to: Date.parse('2025-01-07T23:00Z') };
    const { connection, requests } = open([...calls, inbound('2025-01-07T08:00:00Z')], {
      now: () => Date.UTC(2025, 5, 1),
      timeZone: 'Etc/GMT-1',
    });
    await read(connection, 'statistics-hour', winter);
    expect(requests).toHaveLength(2);
    const failure = await read(connection, 'statistics-hour', day).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'config' });
  });

  it('that shows other hours is told, and what to do about it', async () => {
    for (const timeZone of ['UTC', 'America/New_York']) {
      const { connection } = open(calls, { timeZone });
      const failure = await read(connection, 'statistics-hour', day).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ code: 'config', what: expect.stringContaining('clock') });
      expect(String(failure)).toContain('Set timeZone');
    }
  });

  it('does not matter to days', async () => {
    const { connection, requests } = open(calls, { timeZone: 'UTC' });
    expect((await read(connection, 'statistics-day', day)).rows).toHaveLength(1);
    expect(requests).toHaveLength(1);
  });
});
