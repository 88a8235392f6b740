import { type Call, createCallFields } from '@cdr/core';
import { expect, test } from 'vitest';
import { callColumns } from './call-columns.ts';
import { tableOfCalls } from './call-table.ts';
import type { DataFormat } from './data-format.ts';
import { type CallFormatOptions, formatCalls } from './format-calls.ts';

const party = { e164: null, ref: null, type: 'unknown' as const };
const call: Call = {
  id: 'warsaw:1.50',
  source: 'warsaw',
  provider: 'thulium',
  ...createCallFields({
    startedAt: '2024-03-01T08:05:00.000Z',
    timePrecision: 'minute',
    timeZone: 'Europe/Warsaw',
    vendorId: '1.50',
    direction: 'inbound',
    disposition: 'answered',
    talkMs: 104_000,
    from: { ...party, number: '+4672111111', name: '=cmd()' },
    to: { ...party, number: '123123', name: 'Zażółć, "gęślą"' },
    agents: [
      { id: 'a', name: 'Anna', login: 'anna', extension: '101' },
      { id: 'b', name: null, login: 'bob', extension: null },
    ],
    recording: { ref: 'x.wav', url: 'https://r/?token=s3cret', downloadUrl: null },
    tags: [{ id: '1', name: 'vip', color: null }],
    derived: ['waitMs'],
  }),
  raw: { a: 1 },
};
const bare: Call = { ...call, id: 'warsaw:2', recording: null, agents: [], tags: [], derived: [] };

async function* batches(...all: Call[][]): AsyncGenerator<Call[]> {
  yield* all;
}

async function text(
  format: DataFormat,
  calls: Call[][],
  options: Partial<CallFormatOptions> = {},
): Promise<string> {
  let whole = '';
  const chunks = formatCalls(batches(...calls), format, { raw: false, separator: ',', ...options });
  for await (const chunk of chunks) whole += chunk;
  return whole;
}

test('json is one array, over any number of batches', async () => {
  const ids = (json: string) => JSON.parse(json).map(({ id }: Call) => id);
  expect(ids(await text('json', [[call], [], [bare]]))).toEqual(['warsaw:1.50', 'warsaw:2']);
  expect(await text('json', [])).toBe('[]\n');
  expect(await text('json', [[]])).toBe('[]\n');
});

test('ndjson is one call a line', async () => {
  const lines = (await text('ndjson', [[call, bare]])).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['warsaw:1.50', 'warsaw:2']);
});

test('addresses of recordings are told with the raw row only', async () => {
  expect(await text('ndjson', [[call]])).not.toContain('s3cret');
  expect(await text('csv', [[call]])).not.toContain('s3cret');
  expect(await text('ndjson', [[call]], { raw: true })).toContain('s3cret');
});

test('csv begins with the mark of UTF-8 and the names of the columns', async () => {
  const [head] = (await text('csv', [[call]])).split('\n');
  expect(head?.startsWith('\uFEFFid,source,provider,vendor_id,')).toBe(true);
  expect(head?.split(',')).toHaveLength(callColumns({ raw: false }).length);
});

test('csv cells are texts, numbers and times that a spreadsheet leaves alone', async () => {
  const csv = await text('csv', [[call]], { separator: '\t' });
  const [head = '', row = ''] = csv.slice(1).split('\n');
  const cells = row.split('\t');
  const cell = Object.fromEntries(head.split('\t').map((name, index) => [name, cells[index]]));
  expect(cell).toMatchObject({
    id: 'warsaw:1.50',
    vendor_id: "'1.50",
    started_at: '2024-03-01T08:05:00.000Z',
    started_at_local: '2024-03-01 09:05:00',
    time_ambiguous: 'false',
    talk_ms: '104000',
    wait_ms: '',
    from_number: "'+4672111111",
    from_name: "'=cmd()",
    to_number: '123123',
    to_name: '"Zażółć, ""gęślą"""',
    agent_name: 'Anna',
    agents: 'Anna; bob',
    tags: 'vip',
    recording_ref: 'x.wav',
    recording_url: '',
    derived: 'waitMs',
  });
});

test('csv tells local times in the zone asked for', async () => {
  const csv = await text('csv', [[call]], { timeZone: 'Asia/Tokyo' });
  expect(csv).toContain('2024-03-01 17:05:00');
});

test('csv holds the raw row when it is asked for', async () => {
  expect(await text('csv', [[call]], { raw: true })).toContain('"{""a"":1}"');
});

test('a table fits its width and shows local times to their precision', async () => {
  let table = '';
  for await (const chunk of tableOfCalls(batches([call], [bare]), { width: 100 })) table += chunk;
  const lines = table.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^2024-03-01 09:05 {2}inbound/);
  expect(lines[2]).toContain('1:44');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines[0]?.split(/ +/)).not.toContain('source');
  let narrow = '';
  for await (const chunk of tableOfCalls(batches([call]), { width: 80 })) narrow += chunk;
  expect(narrow.split('\n')[0]?.trim().split(/ +/)).toEqual([
    'started',
    'direction',
    'outcome',
    'from',
    'to',
    'talk',
  ]);
});
