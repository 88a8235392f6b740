import { readFileSync } from 'node:fs';
import { type Call, type CallSource, toInstant } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callAt, extension, outside } from './__fixtures__/calls.ts';
import { statsFields, valueFields } from './api.ts';
import { createVendorApi, type TelecomxApiOptions } from './vendor-api.ts';

const now = () => Date.parse('2025-06-15T12:00:00Z');
const headers = { authorization: 'Bearer machine-token' };
const cellSchema = z.record(z.string(), z.int());
const rowsSchema = z.array(
  z.object({
    employeeId: z.string().nullish(),
    employeeName: z.string().nullish(),
    extensionId: z.string().nullish(),
    extensionNumber: z.string().nullish(),
    data: z.record(z.string(), cellSchema),
  }),
);
const errorSchema = z.strictObject({ code: z.int(), message: z.string(), description: z.string() });
const sample = rowsSchema.parse(
  JSON.parse(
    readFileSync(new URL('./__fixtures__/documented-statistics.json', import.meta.url), 'utf8'),
  ),
);

const asta = { id: 'e1', name: 'Asta', login: null, extension: '232' };
const bo = { id: 'e2', name: 'Bo', login: null, extension: '289' };

function serve(calls: readonly Call[] | CallSource, options: Partial<TelecomxApiOptions> = {}) {
  const source = 'read' in calls ? calls : createArraySource(calls);
  const api = createVendorApi(source, { now, ...options });
  return (body: Record<string, unknown> = {}, init: RequestInit = { headers }) =>
    api(
      new Request('http://vendor.test/pbx/cdrstats', {
        method: 'POST',
        body: JSON.stringify({ ...all, ...body }),
        ...init,
      }),
    );
}

const all = { from: '2000-01-01T00:00:00Z', to: '2025-06-15T12:00:00Z' };

async function rowsOf(answer: Promise<Response>) {
  const response = await answer;
  expect(response.status).toBe(200);
  return rowsSchema.parse(await response.json());
}

async function errorOf(answer: Promise<Response>) {
  const response = await answer;
  const { code, message } = errorSchema.parse(await response.json());
  expect(code).toBe(response.status);
  return [code, message];
}

/** The calls of each interval, in and out, by employee. */
async function countsOf(answer: Promise<Response>) {
  const rows = await rowsOf(answer);
  return Object.fromEntries(
    rows.map(({ employeeId, extensionNumber, data }) => [
      `${employeeId} ${extensionNumber}`,
      Object.fromEntries(
        Object.entries(data).map(([key, cell]) => [
          key,
          [cell.outboundCalls ?? null, cell.inboundCalls ?? null],
        ]),
      ),
    ]),
  );
}

function expectIdentities(cells: readonly Record<string, number>[]): void {
  for (const cell of cells) {
    const {
      outboundCalls = 0,
      outboundAnswered = 0,
      outboundUnanswered = 0,
      outboundFailed = 0,
      inboundCalls = 0,
      inboundUnanswered = 0,
      inboundBusy = 0,
    } = cell;
    expect(outboundCalls).toBe(outboundAnswered + outboundUnanswered);
    expect(outboundFailed).toBeLessThanOrEqual(outboundUnanswered);
    expect(inboundBusy).toBeLessThanOrEqual(inboundUnanswered);
    expect(inboundUnanswered).toBeLessThanOrEqual(inboundCalls);
  }
}

const cellsOf = (rows: z.infer<typeof rowsSchema>) =>
  rows.flatMap(({ data }) => Object.values(data));

const inbound = (startedAt: string, known: Partial<Call> = {}) =>
  callAt(startedAt, {
    direction: 'inbound',
    disposition: 'answered',
    from: outside('+4526000000'),
    to: outside('+4570305050'),
    agents: [asta],
    ...known,
  });
const outbound = (startedAt: string, known: Partial<Call> = {}) =>
  callAt(startedAt, {
    direction: 'outbound',
    disposition: 'answered',
    from: outside('232'),
    to: outside('+4526000000'),
    agents: [asta],
    ...known,
  });
const local = (startedAt: string, known: Partial<Call> = {}) =>
  callAt(startedAt, {
    direction: 'internal',
    disposition: 'answered',
    from: outside('232'),
    to: outside('289'),
    agents: [bo, asta],
    ...known,
  });

describe("the documents' sample", () => {
  it('has nine cells, which obey what ours obey', () => {
    expect(cellsOf(sample)).toHaveLength(9);
    expectIdentities(cellsOf(sample));
    for (const cell of cellsOf(sample)) expect(Object.keys(cell)).toEqual([...valueFields]);
  });

  it('tells no answered inbound calls, although there are some', () => {
    for (const { inboundCalls = 0, inboundUnanswered = 0, inboundAnswered } of cellsOf(sample)) {
      expect(inboundAnswered).toBe(0);
      expect(inboundCalls - inboundUnanswered).toBeGreaterThan(20);
    }
  });
});

describe('the answer', () => {
  const calls = [
    inbound('2025-06-10T08:00:00Z', {
      to: extension('232', '5bf2b81b462b727cd09b05cd'),
      answeredAt: '2025-06-10T08:00:10.000Z',
      talkMs: 20_400,
    }),
    inbound('2025-06-10T09:00:00Z', {
      disposition: 'busy',
      missedReason: 'unknown',
      to: extension('232', '5bf2b81b462b727cd09b05cd'),
    }),
    inbound('2025-06-10T10:00:00Z', { talkMs: 20_400 }),
    outbound('2025-06-10T11:00:00Z', { talkMs: 1500 }),
    outbound('2025-06-10T12:00:00Z', { disposition: 'failed', missedReason: 'unknown' }),
    outbound('2025-06-10T13:00:00Z', { disposition: 'no-answer', missedReason: 'unknown' }),
    outbound('2025-06-11T13:00:00Z', { disposition: 'unknown' }),
  ];

  it('has every documented field, by day', async () => {
    const answer = await serve(calls)();
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual([
      {
        employeeId: 'e1',
        employeeName: 'Asta',
        extensionId: '5bf2b81b462b727cd09b05cd',
        extensionNumber: '232',
        data: {
          10: {
            outboundCalls: 3,
            outboundSeconds: 2,
            outboundAnswered: 1,
            outboundUnanswered: 2,
            outboundFailed: 1,
            inboundCalls: 3,
            inboundSeconds: 41,
            inboundAnswered: 2,
            inboundUnanswered: 1,
            inboundBusy: 1,
          },
          11: {
            outboundCalls: 1,
            outboundSeconds: 0,
            outboundAnswered: 0,
            outboundUnanswered: 1,
            outboundFailed: 0,
            inboundCalls: 0,
            inboundSeconds: 0,
            inboundAnswered: 0,
            inboundUnanswered: 0,
            inboundBusy: 0,
          },
        },
      },
    ]);
  });

  it('tells no answered inbound calls, like the sample, where it is told to', async () => {
    const rows = await rowsOf(serve(calls, { inboundAnswered: 'zero' })());
    const cells = cellsOf(rows);
    expect(cells.map((cell) => cell.inboundAnswered)).toEqual([0, 0]);
    expect(cells.map((cell) => cell.inboundUnanswered)).toEqual([1, 0]);
  });

  it.each([
    ['a list', ['employeeName', 'extensionNumber', 'inboundCalls', 'outboundCalls']],
    ['a text', 'employeeName,extensionNumber, inboundCalls,outboundCalls'],
  ])('has the fields of %s alone', async (_what, fields) => {
    expect(await (await serve(calls)({ fields, sort: 'extensionNumber' })).json()).toEqual([
      {
        employeeName: 'Asta',
        extensionNumber: '232',
        data: {
          10: { outboundCalls: 3, inboundCalls: 3 },
          11: { outboundCalls: 1, inboundCalls: 0 },
        },
      },
    ]);
  });

  it('has no row of those who had no calls, and none of calls that nobody had', async () => {
    expect(await rowsOf(serve([])())).toEqual([]);
    const nobody = [
      inbound('2025-06-10T08:00:00Z', { agents: [] }),
      callAt('2025-06-10T08:01:00Z', { agents: [asta] }),
      inbound('2025-06-10T08:02:00Z', { kind: 'sms' }),
    ];
    expect(await rowsOf(serve(nobody)())).toEqual([]);
  });

  it('obeys the identities, whatever the calls', async () => {
    const anyCall = fc
      .record({
        minute: fc.nat({ max: 500_000 }),
        make: fc.constantFrom(inbound, outbound, local),
        disposition: fc.constantFrom('answered', 'no-answer', 'busy', 'failed', 'unknown'),
        talkMs: fc.option(fc.nat({ max: 100_000 }), { nil: null }),
      })
      .map(({ minute, make, ...known }, index = minute) =>
        make(toInstant(Date.parse('2024-05-01T00:00:00Z') + index * 60_000), known),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCall, { maxLength: 30 }),
        fc.constantFrom('MONTH', 'WEEK', 'DAY', 'HOUR'),
        async (calls, groupingInterval) => {
          const cells = cellsOf(await rowsOf(serve(calls)({ groupingInterval })));
          expectIdentities(cells);
          for (const { inboundCalls = 0, inboundAnswered = 0, inboundUnanswered = 0 } of cells) {
            expect(inboundCalls).toBe(inboundAnswered + inboundUnanswered);
          }
          const counted = cells.reduce(
            (sum, { inboundCalls = 0, outboundCalls = 0 }) => sum + inboundCalls + outboundCalls,
            0,
          );
          const ends = calls.map(({ direction }) => (direction === 'internal' ? 2 : 1));
          expect(counted).toBe(ends.reduce((sum, count) => sum + count, 0));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('intervals', () => {
  // Copenhagen is two hours ahead of UTC in summer, one in winter.
  const calls = [
    inbound('2023-12-31T22:30:00Z'), // Sunday, 23:30
    inbound('2023-12-31T23:30:00Z'), // Monday, January 1st, 00:30
    inbound('2024-12-29T23:30:00Z'), // Monday, December 30th, 00:30: week 1 of 2025
    inbound('2025-01-31T22:30:00Z'),
    inbound('2025-05-31T22:30:00Z'), // June 1st, 00:30
  ];

  it.each([
    ['MONTH', { 1: [0, 2], 6: [0, 1], 12: [0, 2] }],
    ['WEEK', { 1: [0, 2], 5: [0, 1], 22: [0, 1], 52: [0, 1] }],
    ['DAY', { 1: [0, 2], 30: [0, 1], 31: [0, 2] }],
    ['HOUR', { 0: [0, 3], 23: [0, 2] }],
  ] as const)(
    'by %s have bare numbers, and those of one number are one',
    async (groupingInterval, data) => {
      expect(await countsOf(serve(calls)({ groupingInterval }))).toEqual({ 'e1 232': data });
    },
  );

  it('are on the wall of the zone that is told', async () => {
    const hours = await countsOf(serve(calls, { timeZone: 'UTC' })({ groupingInterval: 'HOUR' }));
    expect(hours).toEqual({ 'e1 232': { 22: [0, 3], 23: [0, 2] } });
  });

  it.each([
    ['2024-10-27', ['00:30', '01:30'], { 2: [0, 2] }],
    ['2024-03-31', ['00:30', '01:30'], { 1: [0, 1], 3: [0, 1] }],
  ])('of the night of %s', async (date, times, data) => {
    const night = times.map((time) => inbound(`${date}T${time}:00Z`));
    expect(await countsOf(serve(night)({ groupingInterval: 'HOUR' }))).toEqual({ 'e1 232': data });
  });

  it.each([
    [{ weeks: 'from-sunday' }, 'WEEK', ['1', '5', '23', '53']],
    [{ intervalKeys: 'padded' }, 'WEEK', ['01', '05', '22', '52']],
    [{ firstMonth: 0 }, 'MONTH', ['0', '5', '11']],
  ] as const)('are named otherwise by %j', async (options, groupingInterval, keys) => {
    const [row] = await rowsOf(serve(calls, options)({ groupingInterval }));
    expect(Object.keys(row?.data ?? {}).toSorted((a, b) => Number(a) - Number(b))).toEqual(keys);
  });
});

describe('the range', () => {
  const calls = [
    '2025-06-10T08:00:00.000Z',
    '2025-06-10T08:00:00.001Z',
    '2025-06-10T09:00:00.000Z',
  ];
  const range = { from: '2025-06-10T08:00:00.000Z', to: '2025-06-10T11:00:00.000+02:00' };

  it.each([
    [{}, 3],
    [{ to: 'exclusive' }, 2],
    [{ from: 'exclusive' }, 2],
  ] as const)('has its bounds by %j', async (options, count) => {
    const answer = serve(
      calls.map((at) => inbound(at)),
      options,
    )(range);
    expect(await countsOf(answer)).toEqual({ 'e1 232': { 10: [0, count] } });
  });

  it('is today where none is given', async () => {
    const days = ['2025-06-14T21:59:59.999Z', '2025-06-14T22:00:00Z', '2025-06-15T11:00:00Z'];
    const ask = serve(days.map((at) => inbound(at)));
    const today = { from: null, to: null };
    expect(await countsOf(ask(today))).toEqual({ 'e1 232': { 15: [0, 2] } });
    expect(await countsOf(ask({ from: '2025-06-14T00:00:00Z', to: '' }))).toEqual({
      'e1 232': { 14: [0, 1], 15: [0, 2] },
    });
  });

  it.each([
    ['at-end', { 15: [0, 1] }],
    ['at-start', { 15: [0, 2] }],
  ] as const)('grows while calls go on, which are told %s', async (appears, data) => {
    const running = [
      inbound('2025-06-15T11:00:00Z'),
      inbound('2025-06-15T11:59:00Z', { endedAt: '2025-06-15T12:01:00.000Z' }),
      inbound('2025-06-15T12:00:00.001Z'),
    ];
    const answer = serve(running, { appears })({ ...all, to: '2025-06-16T00:00:00Z' });
    expect(await countsOf(answer)).toEqual({ 'e1 232': data });
  });
});

describe('what counts', () => {
  it('a local call goes out for its caller and comes in for its callee', async () => {
    expect(await countsOf(serve([local('2025-06-10T08:00:00Z')])())).toEqual({
      'e1 232': { 10: [1, 0] },
      'e2 289': { 10: [0, 1] },
    });
  });

  const calls = [
    inbound('2025-06-10T08:00:00Z'),
    outbound('2025-06-10T08:01:00Z'),
    local('2025-06-10T08:02:00Z'),
  ];

  it.each([
    [{ ignoreLocal: true }, { 'e1 232': { 10: [1, 1] } }],
    [{ direction: 'IN' }, { 'e1 232': { 10: [0, 1] }, 'e2 289': { 10: [0, 1] } }],
    [{ direction: 'OUT' }, { 'e1 232': { 10: [2, 0] } }],
    [{ direction: 'BOTH' }, { 'e1 232': { 10: [2, 1] }, 'e2 289': { 10: [0, 1] } }],
    [{ employee: 'e2' }, { 'e2 289': { 10: [0, 1] } }],
    [{ employees: ['e2'] }, { 'e2 289': { 10: [0, 1] } }],
    [{ employee: 'e1', employees: ['e2'] }, { 'e2 289': { 10: [0, 1] } }],
    [{ employee: 'e1', employees: [] }, { 'e1 232': { 10: [2, 1] } }],
    [{ employees: ['e1', 'e2'] }, { 'e1 232': { 10: [2, 1] }, 'e2 289': { 10: [0, 1] } }],
    [{ employee: 'Asta' }, {}],
    [{ customer: '5450f1834b75ff2103250001', employee: 'e2' }, { 'e2 289': { 10: [0, 1] } }],
  ])('%j', async (body, counts) => {
    expect(await countsOf(serve(calls)(body))).toEqual(counts);
  });

  it.each([
    [{}, 5],
    [{ ignoreBelow: 0 }, 5],
    [{ ignoreBelow: 10 }, 3],
    [{ ignoreBelow: '10' }, 3],
    [{ ignoreBelow: 11 }, 1],
  ])(
    '%j leaves out what is shorter as a whole, and nothing that is as long',
    async (body, count) => {
      const lengths = [9_999, 10_000, 10_001, 20_000, 0];
      const own = lengths.map((ms, index) =>
        inbound(`2025-06-10T08:0${index}:00Z`, {
          vendorId: `v${index}`,
          endedAt: toInstant(Date.parse(`2025-06-10T08:0${index}:00Z`) + ms),
          disposition: 'no-answer',
        }),
      );
      expect(await countsOf(serve(own)(body))).toEqual({ 'e1 232': { 10: [0, count] } });
    },
  );

  it('counts calls of unknown length, however short', async () => {
    const own = [inbound('2025-06-10T08:00:00Z', { endedAt: null })];
    expect(await countsOf(serve(own)({ ignoreBelow: 10 }))).toEqual({ 'e1 232': { 10: [0, 1] } });
  });
});

describe('employees', () => {
  const second = { ...asta, extension: '1232' };
  const calls = [
    inbound('2025-06-10T08:00:00Z'),
    inbound('2025-06-11T08:00:00Z', { agents: [second] }),
    inbound('2025-06-10T08:01:00Z', { agents: [bo] }),
    inbound('2025-06-10T08:02:00Z', { agents: [], to: extension('900', 'x900') }),
  ];

  it('have a row for each of their extensions', async () => {
    expect(await countsOf(serve(calls)())).toEqual({
      'e1 232': { 10: [0, 1] },
      'e1 1232': { 11: [0, 1] },
      'e2 289': { 10: [0, 1] },
      'null 900': { 10: [0, 1] },
    });
  });

  it('have one row together where they are told to', async () => {
    expect(await countsOf(serve(calls, { extensions: 'joined' })())).toEqual({
      'e1 232': { 10: [0, 1], 11: [0, 1] },
      'e2 289': { 10: [0, 1] },
      'null 900': { 10: [0, 1] },
    });
  });

  it.each([
    ['extensionNumber', ['232', '289', '900', '1232']],
    ['employeeName', [null, 'Asta', 'Asta', 'Bo']],
  ] as const)('are sorted by %s', async (sort, order) => {
    const rows = await rowsOf(serve(calls)({ sort }));
    expect(rows.map((row) => row[sort] ?? null)).toEqual(order);
  });

  it('and extensions have the ids of the records', async () => {
    const ids = (await rowsOf(serve(calls)({ sort: 'extensionNumber' }))).map((row) => [
      row.employeeId,
      row.extensionId,
    ]);
    expect(ids).toEqual([
      ['e1', '232'],
      ['e2', '289'],
      [null, 'x900'],
      ['e1', '1232'],
    ]);
  });
});

describe('tables', () => {
  const name = 'Bo "Bob", = Ågård';
  const calls = [
    inbound('2025-06-10T08:00:00Z', { agents: [{ ...bo, name, extension: '+4570' }] }),
    inbound('2025-06-11T08:00:00Z', { agents: [{ ...bo, name, extension: '+4570' }] }),
  ];
  const fields = ['inboundCalls', 'employeeName', 'extensionNumber'];

  it('come as CSV', async () => {
    const answer = await serve(calls)({ fields, format: 'CSV' });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('cdrstats.csv');
    expect(await answer.text()).toBe(
      'employeeName,extensionNumber,interval,inboundCalls\r\n' +
        '"Bo ""Bob"", = Ågård",+4570,10,1\r\n' +
        '"Bo ""Bob"", = Ågård",+4570,11,1\r\n',
    );
  });

  it('come as an Excel workbook, in which texts are texts and numbers numbers', async () => {
    const answer = await serve(calls)({ fields, format: 'EXCEL' });
    expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(0, 2))).toBe('PK');
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map((sheet) => sheet.rows)).toEqual([
      [
        ['employeeName', 'extensionNumber', 'interval', 'inboundCalls'],
        [name, '+4570', '10', 1],
        [name, '+4570', '11', 1],
      ],
    ]);
  });

  it('have every field where none is asked for', async () => {
    const lines = (await (await serve(calls)({ format: 'CSV' })).text()).split('\r\n');
    expect(lines[0]?.split(',')).toEqual([
      ...statsFields.slice(0, 4),
      'interval',
      ...statsFields.slice(4),
    ]);
    expect(lines).toHaveLength(4);
  });
});

describe('refusals', () => {
  const ask = serve([]);

  it.each([
    [{ format: 'XML' }, 'format'],
    [{ format: 'json' }, 'format'],
    [{ from: '2020-01-01-T00:00:00.000Z', to: '2020-01-31T00:00:00.000Z' }, 'from'],
    [{ from: '2020-02-01T00:00:00Z', to: '2020-01-01T00:00:00Z' }, 'from'],
    [{ to: '2020-13-01T00:00:00Z' }, 'from'],
    [{ groupingInterval: 'YEAR' }, 'groupingInterval'],
    [{ direction: 'UP' }, 'direction'],
    [{ ignoreBelow: 'short' }, 'ignoreBelow'],
    [{ ignoreBelow: -1 }, 'ignoreBelow'],
    [{ fields: ['everything'] }, 'fields'],
    [{ sort: 'inboundCalls' }, 'sort'],
    [{ sort: 'employeeName', fields: ['extensionNumber'] }, 'sort'],
  ])('%j: 422 %s', async (body, name) => {
    expect(await errorOf(ask(body))).toEqual([422, name]);
  });

  it('access_denied: other customers, and accounts for their own calls alone', async () => {
    expect(await errorOf(ask({ customer: 'other' }))).toEqual([403, 'access_denied']);
    expect(await errorOf(serve([], { accessLevel: 'PERSONAL' })())).toEqual([403, 'access_denied']);
  });

  it('internal_error: what goes wrong inside, told to the host', async () => {
    const broken: CallSource = {
      count: () => Promise.reject(new Error('the disk is gone')),
      async *read() {
        yield [inbound('2025-06-10T08:00:00Z')];
        throw new Error('the disk is gone');
      },
    };
    const heard: unknown[] = [];
    const answer = serve(broken, { onError: (error) => heard.push(error) })();
    expect(await errorOf(answer)).toEqual([500, 'internal_error']);
    expect(heard).toMatchObject([{ message: 'the disk is gone' }]);
    expect(await errorOf(serve(broken)())).toEqual([500, 'internal_error']);
  });

  it('meet requests without a token, and other methods', async () => {
    expect(await errorOf(ask({}, { headers: {} }))).toEqual([401, 'credentials_invalid']);
    const api = createVendorApi(createArraySource([]), { now });
    const get = new Request('http://vendor.test/pbx/cdrstats', { headers });
    expect(await errorOf(api(get))).toEqual([405, 'method_not_allowed']);
  });
});
